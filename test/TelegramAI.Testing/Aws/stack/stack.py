"""
Deploys a translated template into moto: what moto's CloudFormation can make is made by it, and the rest, which it lacks or loses, by
the services' own APIs with the properties that CloudFormation would pass.
"""

import base64
import copy
import functools
import io
import json
import os
import re
import uuid
import zipfile

import boto3

from resolve import Resolver
from translate import CODE_BUCKET, CODE_KEY

# Types for which moto's CloudFormation has no model: see the functions of `_Completion` for how each is made.
DIRECT = {
    "AWS::AutoScaling::LifecycleHook",
    "AWS::AutoScaling::ScalingPolicy",
    "AWS::CloudWatch::Alarm",
    "AWS::Lambda::Url",
    "AWS::S3::BucketPolicy",
    "AWS::SNS::Subscription",
    "AWS::SNS::TopicPolicy",
    "AWS::SQS::QueuePolicy",
    "AWS::SecretsManager::Secret",
    "Custom::TelegramWebhook",
}


class Deployed:
    """A deployed stack, and how its template's values resolve in it."""

    def __init__(self, name, template, parameters):
        self.name = name
        self.template = template
        self.region = boto3.session.Session().region_name
        self.account = client("sts").get_caller_identity()["Account"]
        self.physical = {}
        self._attributes = {}
        pseudo = {
            "AWS::AccountId": self.account,
            "AWS::Partition": "aws",
            "AWS::Region": self.region,
            "AWS::StackName": name,
            "AWS::URLSuffix": "amazonaws.com",
        }
        self.resolver = Resolver(template, parameters, pseudo, self.reference, self.attribute)

    def exists(self, logical):
        condition = self.template["Resources"][logical].get("Condition")
        return condition is None or self.resolver.condition(condition)

    def of_type(self, *types):
        return {n: r for n, r in self.template["Resources"].items() if r["Type"] in types and self.exists(n)}

    def properties(self, logical):
        return self.resolver.value(self.template["Resources"][logical].get("Properties", {}))

    def reference(self, logical):
        return self.physical[logical]

    def dependencies(self, logical):
        """On which resources one depends directly: what it waits for when it is made, and what waits for it when it is deleted."""
        resource = self.template["Resources"][logical]
        named = _depends_on(resource) | _names(resource.get("Properties", {}))
        return sorted(name for name in named & self.template["Resources"].keys() if self.exists(name))

    def attribute(self, logical, name):
        key = (logical, name)
        if key not in self._attributes:
            self._attributes[key] = self._read_attribute(logical, name)
        return self._attributes[key]

    def set_attribute(self, logical, name, value):
        self._attributes[logical, name] = value

    def _read_attribute(self, logical, name):
        physical = self.physical[logical]
        match self.template["Resources"][logical]["Type"], name:
            case "AWS::SQS::Queue", "Arn":
                return client("sqs").get_queue_attributes(QueueUrl=physical, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
            case "AWS::SQS::Queue", "QueueName":
                return physical.rsplit("/", 1)[-1]
            case "AWS::S3::Bucket", "Arn":
                return f"arn:aws:s3:::{physical}"
            case "AWS::IAM::Role", "Arn":
                return client("iam").get_role(RoleName=physical)["Role"]["Arn"]
            case "AWS::Lambda::Function", "Arn":
                return client("lambda").get_function(FunctionName=physical)["Configuration"]["FunctionArn"]
            case "AWS::ECR::Repository", "Arn" | "RepositoryUri":
                found = client("ecr").describe_repositories(repositoryNames=[physical])["repositories"][0]
                return found["repositoryArn" if name == "Arn" else "repositoryUri"]
            case "AWS::EC2::LaunchTemplate", "LatestVersionNumber":
                found = client("ec2").describe_launch_templates(LaunchTemplateIds=[physical])["LaunchTemplates"][0]
                return str(found["LatestVersionNumber"])
            case "AWS::IAM::InstanceProfile", "Arn":
                return client("iam").get_instance_profile(InstanceProfileName=physical)["InstanceProfile"]["Arn"]
            case "AWS::Logs::LogGroup", "Arn":
                return f"arn:aws:logs:{self.region}:{self.account}:log-group:{physical}:*"
            case "AWS::EC2::SecurityGroup", "GroupId":
                return physical
            case kind, _:
                raise KeyError(f"nobody has taught this script the attribute {name} of {kind}")

    def summary(self):
        functions = {}
        for logical in self.of_type("AWS::Lambda::Function"):
            configuration = client("lambda").get_function_configuration(FunctionName=self.physical[logical])
            functions[logical] = {
                "name": configuration["FunctionName"],
                "arn": configuration["FunctionArn"],
                "environment": {key: self._loopback(value) for key, value in configuration["Environment"]["Variables"].items()},
            }
        data = self.properties("WorkerLaunchTemplate")["LaunchTemplateData"]
        return {
            "stack": self.name,
            "region": self.region,
            "physicalIds": {logical: self._loopback(physical) for logical, physical in self.physical.items()},
            "functions": functions,
            "userData": self._loopback(base64.b64decode(data["UserData"]).decode()),
            # CloudFormation hands every number to a custom resource as text.
            "webhook": {key: str(value) for key, value in self.properties("Webhook").items()},
            "outputs": {n: self._loopback(self.resolver.value(o["Value"])) for n, o in self.template["Outputs"].items()},
        }

    def _loopback(self, value):
        """The queues' addresses are Amazon's, as on AWS; whoever uses what is deployed here must reach moto's."""
        return str(value).replace(f"https://sqs.{self.region}.amazonaws.com", os.environ["AWS_ENDPOINT_URL"])


@functools.cache
def client(service):
    """One for each service: to make one takes longer than to call it."""
    return boto3.client(service)


def deploy(name, template, parameters):
    """Deploys the translated template under a name that no other stack of this moto has."""
    deployed = Deployed(name, template, parameters)
    _upload_code()
    _publish_image(parameters["WorkerAmi"], parameters["PlainImage"])
    for logical in deployed.of_type("AWS::SecretsManager::Secret"):
        _create_secret(deployed, logical)
    _create_stack(deployed, parameters)
    _Completion(deployed).run()
    return deployed


def _upload_code():
    s3 = client("s3")
    location = {"LocationConstraint": boto3.session.Session().region_name}
    try:
        s3.create_bucket(Bucket=CODE_BUCKET, **({} if location["LocationConstraint"] == "us-east-1" else {"CreateBucketConfiguration": location}))
    except s3.exceptions.BucketAlreadyOwnedByYou:
        # Another stack uploaded the same code before, or does so at this moment.
        pass
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as package:
        package.writestr("bootstrap", "")
    s3.put_object(Bucket=CODE_BUCKET, Key=CODE_KEY, Body=archive.getvalue())


def _publish_image(name, plain):
    """Names an image in the parameter that WorkerAmi names, as the bake does. Amazon's own parameters are there already."""
    if name == plain:
        return
    image = client("ec2").register_image(Name=f"worker-{uuid.uuid4().hex}", RootDeviceName="/dev/xvda")["ImageId"]
    client("ssm").put_parameter(Name=name, Value=image, Type="String", Overwrite=True)


def _create_secret(deployed, logical):
    properties = deployed.properties(logical)
    value = properties.get("SecretString")
    if value is None:
        generated = properties["GenerateSecretString"]
        value = client("secretsmanager").get_random_password(
            PasswordLength=generated["PasswordLength"], ExcludePunctuation=generated["ExcludePunctuation"]
        )["RandomPassword"]
    deployed.physical[logical] = client("secretsmanager").create_secret(
        Name=f"{deployed.name}-{logical}", Description=properties["Description"], SecretString=value, Tags=properties["Tags"]
    )["ARN"]


def _create_stack(deployed, parameters):
    template = copy.deepcopy(deployed.template)
    # Outputs may name attributes of types that moto lacks; `summary` resolves them.
    template.pop("Outputs", None)
    template["Resources"] = {n: r for n, r in template["Resources"].items() if r["Type"] not in DIRECT}
    for logical, resource in template["Resources"].items():
        # What moto's CloudFormation does not make can't be waited for.
        if not _depends_on(resource) <= template["Resources"].keys():
            del resource["DependsOn"]
        if resource["Type"] == "AWS::ECR::Repository":
            # A repository's name may have no capitals, and moto makes one of the logical name.
            resource["Properties"]["RepositoryName"] = f"{deployed.name}-{logical}".lower()
    # moto answers with the zones of us-east-1, whatever the region is.
    zones = json.dumps([deployed.region + zone for zone in "abc"])
    body = json.dumps(template).replace(json.dumps({"Fn::GetAZs": ""}), zones)
    for logical in deployed.of_type("AWS::Lambda::Url"):
        # Addresses are made after the functions, whose settings then get them.
        body = body.replace(json.dumps({"Fn::GetAtt": [logical, "FunctionUrl"]}), json.dumps("https://later.invalid/"))
    for logical, physical in deployed.physical.items():
        body = body.replace(json.dumps({"Ref": logical}), json.dumps(physical)).replace(f"${{{logical}}}", physical)
    cloudformation = client("cloudformation")
    cloudformation.create_stack(
        StackName=deployed.name,
        TemplateBody=body,
        Parameters=[{"ParameterKey": key, "ParameterValue": str(value)} for key, value in parameters.items()],
        Capabilities=["CAPABILITY_IAM"],
    )
    for resource in cloudformation.describe_stack_resources(StackName=deployed.name)["StackResources"]:
        # Those whose condition is false are listed too, without a name.
        if "LogicalResourceId" in resource:
            deployed.physical[resource["LogicalResourceId"]] = resource.get("PhysicalResourceId", "")


def _names(node):
    """What a value refers to."""
    if isinstance(node, list):
        return set().union(*map(_names, node))
    if not isinstance(node, dict):
        return set()
    named = set().union(*map(_names, node.values()))
    match node:
        case {"Ref": name} | {"Fn::GetAtt": [name, *_]}:
            named.add(name)
        case {"Fn::GetAtt": str(path)}:
            named.add(path.split(".")[0])
        case {"Fn::Sub": str(text)} | {"Fn::Sub": [str(text), *_]}:
            named.update(name.split(".")[0] for name in re.findall(r"\$\{([^!}]+)}", text))
    return named


def _depends_on(resource):
    names = resource.get("DependsOn", [])
    return {names} if isinstance(names, str) else set(names)


def rest(deployed):
    """
    Stops the event source mappings: moto would run the function itself, within the call that moves a message, in a container that
    there is none of.
    """
    for logical in deployed.of_type("AWS::Lambda::EventSourceMapping"):
        client("lambda").update_event_source_mapping(UUID=deployed.physical[logical], Enabled=False)


class _Completion:
    """What moto's CloudFormation left out. Each call is checked by botocore against the service's own model."""

    def __init__(self, deployed):
        self._deployed = deployed

    def run(self):
        self._network()
        self._roles()
        self._bucket()
        self._repository()
        self._queues()
        self._functions()
        self._fleet()
        self._alarms()

    def _each(self, kind):
        for logical in self._deployed.of_type(kind):
            yield logical, self._deployed.physical.get(logical), self._deployed.properties(logical)

    def _network(self):
        ec2 = client("ec2")
        for _, vpc, properties in self._each("AWS::EC2::VPC"):
            for name in ("EnableDnsSupport", "EnableDnsHostnames"):
                ec2.modify_vpc_attribute(VpcId=vpc, **{name: {"Value": properties.get(name, False)}})
        for _, subnet, properties in self._each("AWS::EC2::Subnet"):
            ec2.modify_subnet_attribute(SubnetId=subnet, MapPublicIpOnLaunch={"Value": properties["MapPublicIpOnLaunch"]})
        for _, _, properties in self._each("AWS::EC2::SubnetRouteTableAssociation"):
            ec2.associate_route_table(SubnetId=properties["SubnetId"], RouteTableId=properties["RouteTableId"])
        for _, group, properties in self._each("AWS::EC2::SecurityGroup"):
            current = ec2.describe_security_groups(GroupIds=[group])["SecurityGroups"][0]["IpPermissionsEgress"]
            if "SecurityGroupEgress" in properties and current:
                ec2.revoke_security_group_egress(GroupId=group, IpPermissions=current)
                rules = [_permission(rule) for rule in properties["SecurityGroupEgress"]]
                ec2.authorize_security_group_egress(GroupId=group, IpPermissions=rules)

    def _roles(self):
        # CloudFormation's way into moto skips the check of a policy's grammar, and keeps it in a form that nobody can read back.
        for _, role, properties in self._each("AWS::IAM::Role"):
            for policy in properties["Policies"]:
                document = json.dumps(policy["PolicyDocument"])
                client("iam").put_role_policy(RoleName=role, PolicyName=policy["PolicyName"], PolicyDocument=document)

    def _bucket(self):
        s3 = client("s3")
        for _, bucket, properties in self._each("AWS::S3::Bucket"):
            if "PublicAccessBlockConfiguration" in properties:
                s3.put_public_access_block(Bucket=bucket, PublicAccessBlockConfiguration=properties["PublicAccessBlockConfiguration"])
            if "OwnershipControls" in properties:
                s3.put_bucket_ownership_controls(Bucket=bucket, OwnershipControls=properties["OwnershipControls"])
            if "LifecycleConfiguration" in properties:
                rules = [_lifecycle_rule(rule) for rule in properties["LifecycleConfiguration"]["Rules"]]
                s3.put_bucket_lifecycle_configuration(Bucket=bucket, LifecycleConfiguration={"Rules": rules})
        for _, _, properties in self._each("AWS::S3::BucketPolicy"):
            s3.put_bucket_policy(Bucket=properties["Bucket"], Policy=json.dumps(properties["PolicyDocument"]))

    def _repository(self):
        ecr = client("ecr")
        for _, name, properties in self._each("AWS::ECR::Repository"):
            scanning = _camel(properties["ImageScanningConfiguration"])
            ecr.put_image_scanning_configuration(repositoryName=name, imageScanningConfiguration=scanning)
            ecr.put_lifecycle_policy(repositoryName=name, lifecyclePolicyText=properties["LifecyclePolicy"]["LifecyclePolicyText"])
            ecr.set_repository_policy(repositoryName=name, policyText=json.dumps(properties["RepositoryPolicyText"]))

    def _queues(self):
        for _, _, properties in self._each("AWS::SQS::QueuePolicy"):
            for queue in properties["Queues"]:
                client("sqs").set_queue_attributes(QueueUrl=queue, Attributes={"Policy": json.dumps(properties["PolicyDocument"])})
        for _, _, properties in self._each("AWS::SNS::TopicPolicy"):
            for topic in properties["Topics"]:
                policy = json.dumps(properties["PolicyDocument"])
                client("sns").set_topic_attributes(TopicArn=topic, AttributeName="Policy", AttributeValue=policy)

    def _functions(self):
        functions = client("lambda")
        for logical, _, properties in self._each("AWS::Lambda::Url"):
            name = properties["TargetFunctionArn"]
            url = functions.create_function_url_config(FunctionName=name, AuthType=properties["AuthType"])["FunctionUrl"]
            self._deployed.physical[logical] = url
            self._deployed.set_attribute(logical, "FunctionUrl", url)
        for _, function, properties in self._each("AWS::Lambda::Function"):
            if "Webhook__Url" in properties["Environment"]["Variables"]:
                variables = {key: str(value) for key, value in properties["Environment"]["Variables"].items()}
                functions.update_function_configuration(FunctionName=function, Environment={"Variables": variables})

    def _fleet(self):
        scaling = client("autoscaling")
        for _, name, properties in self._each("AWS::AutoScaling::AutoScalingGroup"):
            scaling.update_auto_scaling_group(
                AutoScalingGroupName=name,
                DefaultInstanceWarmup=properties["DefaultInstanceWarmup"],
                CapacityRebalance=properties["CapacityRebalance"],
                MixedInstancesPolicy=_mixed_instances(properties["MixedInstancesPolicy"]),
            )
            for metrics in properties["MetricsCollection"]:
                scaling.enable_metrics_collection(AutoScalingGroupName=name, **metrics)
        for _, _, properties in self._each("AWS::AutoScaling::LifecycleHook"):
            scaling.put_lifecycle_hook(**properties)
        for logical, _, properties in self._each("AWS::AutoScaling::ScalingPolicy"):
            name = f"{self._deployed.name}-{logical}"
            scaling.put_scaling_policy(**_numbers({"PolicyName": name, **properties}))
            self._deployed.physical[logical] = name

    def _alarms(self):
        for logical, _, properties in self._each("AWS::SNS::Subscription"):
            self._deployed.physical[logical] = client("sns").subscribe(**_subscription(properties))["SubscriptionArn"]
        for logical, _, properties in self._each("AWS::CloudWatch::Alarm"):
            name = f"{self._deployed.name}-{logical}"
            client("cloudwatch").put_metric_alarm(**_numbers({"AlarmName": name, **properties}))
            self._deployed.physical[logical] = name


def _subscription(properties):
    """A topic's subscription in the words of SNS's API."""
    attributes = {key: value if isinstance(value, str) else json.dumps(value) for key, value in properties.items() if key.startswith("Filter")}
    return {**{key: properties[key] for key in ("TopicArn", "Protocol", "Endpoint")}, "Attributes": attributes, "ReturnSubscriptionArn": True}


def _permission(rule):
    """A security group's rule in the words of EC2's API."""
    ports = {key: rule[key] for key in ("FromPort", "ToPort") if key in rule}
    return {"IpProtocol": rule["IpProtocol"], **ports, "IpRanges": [{"CidrIp": rule["CidrIp"]}]}


def _lifecycle_rule(rule):
    """A bucket's lifecycle rule in the words of S3's API."""
    words = {"ID": rule["Id"], "Status": rule["Status"], "Filter": {"Prefix": rule.get("Prefix", "")}}
    if "ExpirationInDays" in rule:
        words["Expiration"] = {"Days": int(rule["ExpirationInDays"])}
    if "AbortIncompleteMultipartUpload" in rule:
        words["AbortIncompleteMultipartUpload"] = rule["AbortIncompleteMultipartUpload"]
    return words


def _mixed_instances(mixed):
    """A group's mixed instances policy with the numbers that botocore wants."""
    distribution = {k: int(v) if str(v).isdigit() else v for k, v in mixed["InstancesDistribution"].items()}
    return {**mixed, "InstancesDistribution": distribution}


def _camel(properties):
    return {key[0].lower() + key[1:]: value for key, value in properties.items()}


def _numbers(node):
    """CloudFormation accepts numbers as text, botocore does not."""
    if isinstance(node, dict):
        return {key: value if key == "Value" else _numbers(value) for key, value in node.items()}
    if isinstance(node, list):
        return [_numbers(item) for item in node]
    return float(node) if isinstance(node, str) and re.fullmatch(r"\d+(\.\d+)?", node) else node
