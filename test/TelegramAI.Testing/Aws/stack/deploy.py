"""
Deploys a SAM template into moto and prints what was made, and what the services' own APIs say of it, as one JSON object.

    python3 deploy.py [--facts] TEMPLATE STACK [PARAMETER=VALUE ...]

Without --facts, only the roles are looked at. The services are those that AWS_ENDPOINT_URL names. Exits with 1 and says why where anything is refused.
"""

import json
import sys

import facts
import stack
import translate


def main(*arguments):
    everything = arguments[0] == "--facts"
    path, name, *assignments = arguments[1:] if everything else arguments
    template = translate.load(path)
    parameters = translate.parameter_values(template, dict(item.split("=", 1) for item in assignments))
    deployed = stack.deploy(name, translate.translate(template, parameters), parameters)
    report = {**deployed.summary(), "facts": facts.read(deployed, everything)}
    stack.rest(deployed)
    json.dump(report, sys.stdout, default=str)


if __name__ == "__main__":
    main(*sys.argv[1:])
