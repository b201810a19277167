"""CloudFormation's intrinsic functions, for what moto's CloudFormation can't create by itself."""

import base64
import re


class Resolver:
    """Resolves values of a template whose parameters are known, and whose resources tell their references and attributes."""

    def __init__(self, template, parameters, pseudo, reference, attribute):
        self._parameters = parameters
        self._pseudo = pseudo
        self._reference = reference
        self._attribute = attribute
        self._conditions = template.get("Conditions", {})

    def condition(self, name):
        return self.value(self._conditions[name])

    def value(self, node):
        if isinstance(node, list):
            return [self.value(item) for item in node if not _is_no_value(item) and not self._resolves_to_nothing(item)]
        if not isinstance(node, dict):
            return node
        if len(node) == 1:
            ((name, argument),) = node.items()
            if name in self._functions:
                return self._functions[name](self, argument)
        return {key: self.value(item) for key, item in node.items() if not self._resolves_to_nothing(item)}

    def _resolves_to_nothing(self, node):
        if not isinstance(node, dict):
            return False
        if _is_no_value(node):
            return True
        if "Fn::If" in node:
            condition, yes, no = node["Fn::If"]
            return self._resolves_to_nothing(yes if self.condition(condition) else no)
        return False

    def _ref(self, name):
        if name in self._pseudo:
            return self._pseudo[name]
        return self._parameters[name] if name in self._parameters else self._reference(name)

    def _get_att(self, argument):
        name, attribute = argument.split(".", 1) if isinstance(argument, str) else argument
        return self._attribute(name, attribute)

    def _sub(self, argument):
        text, variables = (argument, {}) if isinstance(argument, str) else argument

        def replace(match):
            name = match[1]
            if name in variables:
                return str(self.value(variables[name]))
            return str(self._get_att(name) if "." in name else self._ref(name))

        return re.sub(r"\$\{([^!}][^}]*)}", replace, text)

    def _if(self, argument):
        condition, yes, no = argument
        return self.value(yes if self.condition(condition) else no)

    def _equals(self, argument):
        left, right = (str(self.value(item)) for item in argument)
        return left == right

    def _select(self, argument):
        index, items = argument
        return self.value(items)[int(index)]

    _functions = {
        "Ref": lambda self, argument: self._ref(argument),
        "Condition": lambda self, argument: self.condition(argument),
        "Fn::GetAtt": lambda self, argument: self._get_att(argument),
        "Fn::Sub": lambda self, argument: self._sub(argument),
        "Fn::If": lambda self, argument: self._if(argument),
        "Fn::Equals": lambda self, argument: self._equals(argument),
        "Fn::Not": lambda self, argument: not self.value(argument[0]),
        "Fn::Join": lambda self, argument: argument[0].join(str(self.value(item)) for item in argument[1]),
        "Fn::Select": lambda self, argument: self._select(argument),
        "Fn::Split": lambda self, argument: self.value(argument[1]).split(argument[0]),
        "Fn::GetAZs": lambda self, argument: [self._pseudo["AWS::Region"] + zone for zone in "abc"],
        "Fn::Base64": lambda self, argument: base64.b64encode(self.value(argument).encode()).decode(),
    }


def _is_no_value(node):
    return node == {"Ref": "AWS::NoValue"}
