const MADE = 'Written by `npm run generate` from the declarations of the checks';

/** What stands at the top of a file that is taken as it is. */
export const takenAsItIs = (text: string): string => `${text}\n\n${MADE}, never by hand.`;

/** What stands at the top of a file that is copied and changed. */
export const copiedAndChanged = (text: string): string => `${text}\n\n${MADE}; your copy of it is yours.`;
