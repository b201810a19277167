"""Reads a deployed stack back through the services' own APIs."""

import base64
import json

from stack import client


def read(deployed, everything):
    """All facts, or only what the roles may, which takes a fraction of the time."""
    readers = (_network, _bucket, _queues, _secret, _repository, _workers, _functions, _log_groups, _alarms, _dashboard, _untagged, _resources)
    return {reader.__name__[1:]: reader(deployed) for reader in (_roles, *(readers if everything else ()))}


def _ids(deployed, kind):
    return {logical: deployed.physical[logical] for logical in deployed.of_type(kind)}


def _network(deployed):
    ec2 = client("ec2")
    vpc = deployed.physical["Vpc"]
    here = [{"Name": "vpc-id", "Values": [vpc]}]
    attributes = {
        name: ec2.describe_vpc_attribute(VpcId=vpc, Attribute=name[0].lower() + name[1:])[name]["Value"]
        for name in ("EnableDnsSupport", "EnableDnsHostnames")
    }
    return {
        **attributes,
        "subnets": ec2.describe_subnets(Filters=here)["Subnets"],
        "routeTables": ec2.describe_route_tables(RouteTableIds=[deployed.physical["PublicRoutes"]])["RouteTables"],
        "natGateways": ec2.describe_nat_gateways(Filters=here)["NatGateways"],
        "internetGateways": ec2.describe_internet_gateways(Filters=[{"Name": "attachment.vpc-id", "Values": [vpc]}])["InternetGateways"],
        "securityGroup": ec2.describe_security_groups(GroupIds=[deployed.physical["WorkerSecurityGroup"]])["SecurityGroups"][0],
    }


def _bucket(deployed):
    s3 = client("s3")
    bucket = deployed.physical["VideoBucket"]
    return {
        "encryption": s3.get_bucket_encryption(Bucket=bucket)["ServerSideEncryptionConfiguration"]["Rules"],
        "publicAccessBlock": s3.get_public_access_block(Bucket=bucket)["PublicAccessBlockConfiguration"],
        "ownership": s3.get_bucket_ownership_controls(Bucket=bucket)["OwnershipControls"]["Rules"],
        "lifecycle": {rule["ID"]: rule for rule in s3.get_bucket_lifecycle_configuration(Bucket=bucket)["Rules"]},
        "policy": json.loads(s3.get_bucket_policy(Bucket=bucket)["Policy"])["Statement"],
    }


def _queues(deployed):
    queues = {}
    for logical, url in _ids(deployed, "AWS::SQS::Queue").items():
        attributes = client("sqs").get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
        for name in ("Policy", "RedrivePolicy"):
            if name in attributes:
                attributes[name] = json.loads(attributes[name])
        queues[logical] = attributes
    return queues


def _secret(deployed):
    secrets = client("secretsmanager")
    arn = deployed.physical["BotSecret"]
    return {
        "value": json.loads(secrets.get_secret_value(SecretId=arn)["SecretString"]),
        "webhook": secrets.get_secret_value(SecretId=deployed.physical["WebhookSecret"])["SecretString"],
        "tags": secrets.describe_secret(SecretId=arn)["Tags"],
    }


def _repository(deployed):
    ecr = client("ecr")
    name = deployed.physical["WorkerRepository"]
    return {
        **ecr.describe_repositories(repositoryNames=[name])["repositories"][0],
        "lifecycle": json.loads(ecr.get_lifecycle_policy(repositoryName=name)["lifecyclePolicyText"])["rules"],
        "policy": json.loads(ecr.get_repository_policy(repositoryName=name)["policyText"])["Statement"],
    }


def _roles(deployed):
    iam = client("iam")
    roles = {}
    for logical, name in _ids(deployed, "AWS::IAM::Role").items():
        statements = []
        for policy in iam.list_role_policies(RoleName=name)["PolicyNames"]:
            statements += iam.get_role_policy(RoleName=name, PolicyName=policy)["PolicyDocument"]["Statement"]
        roles[logical] = {
            "trusts": iam.get_role(RoleName=name)["Role"]["AssumeRolePolicyDocument"]["Statement"],
            "statements": statements,
            "managedPolicies": deployed.properties(logical).get("ManagedPolicyArns", []),
        }
    return roles


def _workers(deployed):
    scaling = client("autoscaling")
    group = deployed.physical["WorkerGroup"]
    template = client("ec2").describe_launch_template_versions(LaunchTemplateId=deployed.physical["WorkerLaunchTemplate"])
    data = template["LaunchTemplateVersions"][-1]["LaunchTemplateData"]
    data["UserData"] = base64.b64decode(data["UserData"]).decode()
    return {
        "launchTemplate": data,
        "group": scaling.describe_auto_scaling_groups(AutoScalingGroupNames=[group])["AutoScalingGroups"][0],
        "groupProperties": deployed.properties("WorkerGroup"),
        "hooks": scaling.describe_lifecycle_hooks(AutoScalingGroupName=group)["LifecycleHooks"],
        "policies": scaling.describe_policies(AutoScalingGroupName=group)["ScalingPolicies"],
        "profile": client("iam").get_instance_profile(InstanceProfileName=deployed.physical["WorkerProfile"])["InstanceProfile"],
    }


def _functions(deployed):
    functions = client("lambda")
    result = {}
    for logical, name in _ids(deployed, "AWS::Lambda::Function").items():
        found = functions.get_function(FunctionName=name)
        arn = found["Configuration"]["FunctionArn"]
        result[logical] = {
            **found["Configuration"],
            "concurrency": found.get("Concurrency", {}).get("ReservedConcurrentExecutions"),
            "mappings": functions.list_event_source_mappings(FunctionName=name)["EventSourceMappings"],
            "schedules": _schedules(arn),
            # What moto's CloudFormation loses of a function, as the transform passes it on.
            "properties": {k: v for k, v in deployed.properties(logical).items() if k in ("Architectures", "LoggingConfig", "PackageType", "Tags", "Code")},
        }
    for logical in deployed.of_type("AWS::Lambda::Url"):
        target = deployed.properties(logical)["TargetFunctionArn"]
        owner = next(n for n, f in result.items() if target in (f["FunctionArn"], f["FunctionName"]))
        result[owner]["url"] = functions.get_function_url_config(FunctionName=target)["AuthType"]
        result[owner]["policy"] = json.loads(functions.get_policy(FunctionName=target)["Policy"])["Statement"]
    return result


def _schedules(function):
    events = client("events")
    names = events.list_rule_names_by_target(TargetArn=function)["RuleNames"]
    return [events.describe_rule(Name=name)["ScheduleExpression"] for name in names]


def _log_groups(deployed):
    found = client("logs").describe_log_groups(logGroupNamePrefix=f"{deployed.name}-")["logGroups"]
    groups = {group["logGroupName"]: group for group in found}
    return {logical: groups[name] for logical, name in _ids(deployed, "AWS::Logs::LogGroup").items()}


def _alarms(deployed):
    topic = deployed.physical["Alarms"]
    alarms = {}
    for logical, name in _ids(deployed, "AWS::CloudWatch::Alarm").items():
        (alarms[logical],) = client("cloudwatch").describe_alarms(AlarmNames=[name])["MetricAlarms"]
    return {
        "alarms": alarms,
        "policy": json.loads(client("sns").get_topic_attributes(TopicArn=topic)["Attributes"]["Policy"])["Statement"],
        "subscriptions": client("sns").list_subscriptions_by_topic(TopicArn=topic)["Subscriptions"],
    }


def _dashboard(deployed):
    return json.loads(client("cloudwatch").get_dashboard(DashboardName=deployed.physical["Dashboard"])["DashboardBody"])


def _untagged(deployed):
    """The resources that could have tags, by the types' own schemas, and have none."""
    untagged = []
    for logical, resource in deployed.template["Resources"].items():
        if resource["Type"].startswith("Custom::"):
            continue
        schema = _schema(deployed, resource)
        taggable = {"Tags", "TagSpecifications"} & set(schema["properties"])
        if taggable and not taggable & set(resource.get("Properties", {})):
            untagged.append(f"{logical} ({resource['Type']})")
    return untagged


def _resources(deployed):
    """What CloudFormation goes by when it updates and deletes: each resource's kind and policy, on what it depends, and what replaces it."""
    return {
        logical: {
            "type": resource["Type"],
            "deletionPolicy": resource.get("DeletionPolicy", "Delete"),
            "dependsOn": deployed.dependencies(logical),
            "replacedBy": [path.split("/")[2] for path in _schema(deployed, resource).get("createOnlyProperties", [])],
        }
        for logical, resource in deployed.template["Resources"].items()
        if deployed.exists(logical)
    }


def _schema(deployed, resource):
    """A type's own schema; a custom resource has none."""
    # It takes a second to load, which most deployments need not wait for.
    from cfnlint.schema import PROVIDER_SCHEMA_MANAGER

    kind = resource["Type"]
    return {} if kind.startswith("Custom::") else PROVIDER_SCHEMA_MANAGER.get_resource_schema(deployed.region, kind).schema
