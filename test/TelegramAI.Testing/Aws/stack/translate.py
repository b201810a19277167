"""Translates a SAM template to plain CloudFormation with Amazon's own translator, without a network."""

import copy
import json
import os

# The translator writes ARNs, for which it needs a region.
os.environ.setdefault("AWS_DEFAULT_REGION", "us-east-1")

from samtranslator.parser.parser import Parser  # noqa: E402
from samtranslator.translator.translator import Translator  # noqa: E402

CODE_BUCKET = "code"
CODE_KEY = "functions.zip"


def load(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def parameter_values(template, given):
    """The value of each parameter: what is given, else its default. Raises KeyError for one that has neither."""
    values = {}
    for name, parameter in template["Parameters"].items():
        if name in given:
            values[name] = given[name]
        elif "Default" in parameter:
            values[name] = parameter["Default"]
        else:
            raise KeyError(f"the parameter {name} has no default and was not given")
    return values


def translate(template, parameters):
    """The template as CloudFormation gets it after the Serverless transform. Leaves its argument as it is."""
    source = copy.deepcopy(template)
    for resource in source["Resources"].values():
        # `sam package` puts the uploaded code's place here; the translator accepts nothing else.
        if resource["Type"] == "AWS::Serverless::Function" and "CodeUri" in resource["Properties"]:
            resource["Properties"]["CodeUri"] = f"s3://{CODE_BUCKET}/{CODE_KEY}"
    # No function names a managed policy, so the map of their ARNs may be empty.
    return Translator({}, Parser()).translate(source, dict(parameters))
