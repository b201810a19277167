"""
Deploys a SAM template into moto and prints what was made, and what the services' own APIs say of it, as one JSON object.

    python3 deploy.py TEMPLATE STACK [PARAMETER=VALUE ...]

The services are those that AWS_ENDPOINT_URL names. Exits with 1 and says why where anything is refused.
"""

import json
import sys

import facts
import stack
import translate


def main(path, name, *assignments):
    template = translate.load(path)
    parameters = translate.parameter_values(template, dict(item.split("=", 1) for item in assignments))
    deployed = stack.deploy(name, translate.translate(template, parameters), parameters)
    report = {**deployed.summary(), "facts": facts.read(deployed)}
    stack.rest(deployed)
    json.dump(report, sys.stdout, default=str)


if __name__ == "__main__":
    main(*sys.argv[1:])
