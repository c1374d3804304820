"""A check as a good Python plugin does it, with nagiosplugin and requests: the measure for the bench.

The session id is handed over, so that one run is one request; everything else is done as a user would want it.
"""

import argparse
import collections

import nagiosplugin
import requests

API = "SYNO.SynologyDrive.Connections"


class Drive:
    """The questions a NAS is asked within a session."""

    def __init__(self, url, sid, ca_file, timeout):
        self.url = url + "/webapi/entry.cgi"
        self.sid = sid
        self.verify = ca_file or True
        self.timeout = timeout

    def ask(self, method):
        form = {"api": API, "version": "1", "method": method, "_sid": self.sid}
        response = requests.post(self.url, data=form, verify=self.verify, timeout=self.timeout)
        response.raise_for_status()
        answer = response.json()
        if not answer["success"]:
            raise nagiosplugin.CheckError(f"{API} {method}: code {answer['error']['code']}")
        return answer["data"]


class Connections(nagiosplugin.Resource):
    """How many clients are connected, by kind."""

    kinds = {
        "total": "total_connections",
        "desktop": "desktop_clients",
        "mobile": "mobile_clients",
        "web": "web_clients",
    }

    def __init__(self, drive):
        self.drive = drive

    def probe(self):
        summary = self.drive.ask("GetSummary")
        for label, key in self.kinds.items():
            yield nagiosplugin.Metric(label, summary[key], min=0, context="count")


class Clients(nagiosplugin.Resource):
    """Each client that is connected, counted by user."""

    def __init__(self, drive):
        self.drive = drive

    def probe(self):
        users = collections.Counter(row["user"] for row in self.drive.ask("List")["connections"])
        yield nagiosplugin.Metric("total", sum(users.values()), min=0, context="count")
        yield nagiosplugin.Metric("users", len(users), min=0, context="count")
        yield nagiosplugin.Metric("max_per_user", max(users.values(), default=0), min=0, context="count")


class Words(nagiosplugin.Summary):
    def ok(self, results):
        return ", ".join(f"{result.metric.value} {result.metric.name}" for result in results)


RESOURCES = {"connections": Connections, "clients": Clients}


def parse_args():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("check", choices=RESOURCES)
    parser.add_argument("-u", "--url", required=True, help="https://HOST:PORT")
    parser.add_argument("-s", "--sid", required=True, help="id of a session")
    parser.add_argument("--ca-file", help="trust this CA")
    parser.add_argument("-w", "--warning", metavar="RANGE", default="")
    parser.add_argument("-c", "--critical", metavar="RANGE", default="")
    parser.add_argument("-t", "--timeout", type=int, default=10)
    parser.add_argument("-v", "--verbose", action="count", default=0)
    return parser.parse_args()


@nagiosplugin.guarded
def main():
    args = parse_args()
    drive = Drive(args.url, args.sid, args.ca_file, args.timeout)
    check = nagiosplugin.Check(
        RESOURCES[args.check](drive),
        nagiosplugin.ScalarContext("count", args.warning, args.critical),
        Words(),
    )
    check.name = f"drive {args.check}"
    check.main(args.verbose, args.timeout)


if __name__ == "__main__":
    main()
