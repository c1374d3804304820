/** The first steps in the instructions of x64; see first-steps.mjs. */
const hex = (...lines) => Buffer.from(lines.join(''), 'hex');
const int32 = (value) => Buffer.from(Int32Array.of(value).buffer);

/** An instruction that leads `to` something: its code, then the distance from its end. */
const leading = (to, ...lines) => {
  const code = hex(...lines);
  const length = code.length + 4;
  return { to, length, from: (own, target) => Buffer.concat([code, int32(target - own - length)]) };
};

export const x64 = {
  padding: hex('cc'),
  jump: leading('next', 'e9'), // jmp
  hideVariables: [
    hex(
      '488b3c24', //       mov rdi, [rsp]                the number of arguments
      '488d7cfc10', //     lea rdi, [rsp + rdi*8 + 16]   the environment
      '488b37', //   next: mov rsi, [rdi]
      '4883c708', //       add rdi, 8
      '4885f6', //         test rsi, rsi
      '7415', //           je end
      '813e42554e5f', //   cmp dword [rsi], 'BUN_'
      '7408', //           je hide
      '813e4d494d41', //   cmp dword [rsi], 'MIMA'
      '75e4', //           jne next
      'c6065f', //   hide: mov byte [rsi], '_'
      'ebdf', //           jmp next
    ),
  ],
  compileNothing: [
    hex(
      '488b742408', //     mov rsi, [rsp + 8]         the first argument
      '4885f6', //         test rsi, rsi
      '743c', //           je end
      '4889f7', //         mov rdi, rsi
      'ac', //       each: lodsb
      '3c2f', //           cmp al, '/'
      '480f44fe', //       cmove rdi, rsi
      '84c0', //           test al, al
      '75f5', //           jne each
      '813f63686563', //   cmp dword [rdi], 'chec'
      '7526', //           jne end
      '817f0265636b5f', // cmp dword [rdi + 2], 'eck_'
      '751d', //           jne end
      '4889d3', //         mov rbx, rdx
    ),
    leading('option', '488d3d'), // lea rdi, [option]
    leading('value', '488d35'), //  lea rsi, [value]
    hex(
      '6a01', //           push 1
      '5a', //             pop rdx                       also where it is set
    ),
    leading('setenv', 'ff15'), //   call [setenv]
    hex('4889da'), //      mov rdx, rbx
  ],
  leaveLostFolder: [
    hex(
      '4881ec00100000', // sub rsp, 4096
      '4889e7', //         mov rdi, rsp
      'be00100000', //     mov esi, 4096
      'b84f000000', //     mov eax, SYS_getcwd
      '0f05', //           syscall
      '4881c400100000', // add rsp, 4096
      '4885c0', //         test rax, rax
      '790e', //           jns end
    ),
    leading('folder', '488d3d'), // lea rdi, [folder]
    hex(
      'b850000000', //     mov eax, SYS_chdir
      '0f05', //           syscall
    ),
  ],
};
