using System.Xml.Linq;
using Amazon.AutoScaling.Model;
using AWSSDK.Shared.Query;

namespace Amazon.AutoScaling;

internal static class GroupOperations
{
    public static readonly QueryOperation<DescribeAutoScalingGroupsRequest, DescribeAutoScalingGroupsResponse>
        DescribeAutoScalingGroups = new(
            "Amazon.AutoScaling",
            AmazonAutoScalingConfig.Version,
            "DescribeAutoScalingGroups",
            AutoScalingErrors.Make,
            static (form, request) =>
            {
                form.AddList("AutoScalingGroupNames", request.AutoScalingGroupNames);
                form.AddList("Filters", request.Filters, static (item, filter) =>
                {
                    item.Add("Name", filter.Name);
                    item.AddList("Values", filter.Values);
                });
                form.Add("IncludeInstances", request.IncludeInstances);
                form.Add("MaxRecords", request.MaxRecords);
                form.Add("NextToken", request.NextToken);
            },
            static (result, response) =>
            {
                response.AutoScalingGroups = result.List("AutoScalingGroups", ReadGroup);
                response.NextToken = result.Text("NextToken");
            });

    public static readonly QueryOperation<SetDesiredCapacityRequest, SetDesiredCapacityResponse> SetDesiredCapacity = new(
        "Amazon.AutoScaling",
        AmazonAutoScalingConfig.Version,
        "SetDesiredCapacity",
        AutoScalingErrors.Make,
        static (form, request) =>
        {
            form.Add("AutoScalingGroupName", request.AutoScalingGroupName);
            form.Add("DesiredCapacity", request.DesiredCapacity);
            form.Add("HonorCooldown", request.HonorCooldown);
        });

    public static readonly QueryOperation<UpdateAutoScalingGroupRequest, UpdateAutoScalingGroupResponse> UpdateAutoScalingGroup = new(
        "Amazon.AutoScaling",
        AmazonAutoScalingConfig.Version,
        "UpdateAutoScalingGroup",
        AutoScalingErrors.Make,
        static (form, request) =>
        {
            form.Add("AutoScalingGroupName", request.AutoScalingGroupName);
            form.Add("CapacityRebalance", request.CapacityRebalance);
            form.Add("DefaultCooldown", request.DefaultCooldown);
            form.Add("DefaultInstanceWarmup", request.DefaultInstanceWarmup);
            form.Add("DesiredCapacity", request.DesiredCapacity);
            form.Add("HealthCheckGracePeriod", request.HealthCheckGracePeriod);
            form.Add("HealthCheckType", request.HealthCheckType);
            form.Add("MaxSize", request.MaxSize);
            form.Add("MinSize", request.MinSize);
            form.Add("NewInstancesProtectedFromScaleIn", request.NewInstancesProtectedFromScaleIn);
            form.Add("VPCZoneIdentifier", request.VPCZoneIdentifier);
        });

    private static AutoScalingGroup ReadGroup(XElement group) => new()
    {
        AutoScalingGroupARN = group.Text("AutoScalingGroupARN"),
        AutoScalingGroupName = group.Text("AutoScalingGroupName"),
        AvailabilityZones = group.Texts("AvailabilityZones"),
        CapacityRebalance = group.Boolean("CapacityRebalance"),
        CreatedTime = group.Time("CreatedTime"),
        DefaultCooldown = group.Int32("DefaultCooldown"),
        DefaultInstanceWarmup = group.Int32("DefaultInstanceWarmup"),
        DesiredCapacity = group.Int32("DesiredCapacity"),
        HealthCheckGracePeriod = group.Int32("HealthCheckGracePeriod"),
        HealthCheckType = group.Text("HealthCheckType"),
        Instances = group.List("Instances", InstanceOperations.ReadInstance),
        MaxSize = group.Int32("MaxSize"),
        MinSize = group.Int32("MinSize"),
        NewInstancesProtectedFromScaleIn = group.Boolean("NewInstancesProtectedFromScaleIn"),
        Status = group.Text("Status"),
        Tags = group.List("Tags", ReadTag),
        VPCZoneIdentifier = group.Text("VPCZoneIdentifier"),
    };

    private static TagDescription ReadTag(XElement tag) => new()
    {
        Key = tag.Text("Key"),
        PropagateAtLaunch = tag.Boolean("PropagateAtLaunch"),
        ResourceId = tag.Text("ResourceId"),
        ResourceType = tag.Text("ResourceType"),
        Value = tag.Text("Value"),
    };
}
