using System.Xml.Linq;
using Amazon.AutoScaling.Model;
using AWSSDK.Shared.Query;

namespace Amazon.AutoScaling;

internal static class InstanceOperations
{
    public static readonly QueryOperation<DescribeAutoScalingInstancesRequest, DescribeAutoScalingInstancesResponse>
        DescribeAutoScalingInstances = new(
            "Amazon.AutoScaling",
            AmazonAutoScalingConfig.Version,
            "DescribeAutoScalingInstances",
            AutoScalingErrors.Make,
            static (form, request) =>
            {
                form.AddList("InstanceIds", request.InstanceIds);
                form.Add("MaxRecords", request.MaxRecords);
                form.Add("NextToken", request.NextToken);
            },
            static (result, response) =>
            {
                response.AutoScalingInstances = result.List("AutoScalingInstances", ReadDetails);
                response.NextToken = result.Text("NextToken");
            });

    public static readonly QueryOperation<SetInstanceHealthRequest, SetInstanceHealthResponse> SetInstanceHealth = new(
        "Amazon.AutoScaling",
        AmazonAutoScalingConfig.Version,
        "SetInstanceHealth",
        AutoScalingErrors.Make,
        static (form, request) =>
        {
            form.Add("HealthStatus", request.HealthStatus);
            form.Add("InstanceId", request.InstanceId);
            form.Add("ShouldRespectGracePeriod", request.ShouldRespectGracePeriod);
        });

    public static readonly QueryOperation<SetInstanceProtectionRequest, SetInstanceProtectionResponse> SetInstanceProtection = new(
        "Amazon.AutoScaling",
        AmazonAutoScalingConfig.Version,
        "SetInstanceProtection",
        AutoScalingErrors.Make,
        static (form, request) =>
        {
            form.Add("AutoScalingGroupName", request.AutoScalingGroupName);
            form.AddList("InstanceIds", request.InstanceIds);
            form.Add("ProtectedFromScaleIn", request.ProtectedFromScaleIn);
        });

    public static readonly QueryOperation<TerminateInstanceInAutoScalingGroupRequest, TerminateInstanceInAutoScalingGroupResponse>
        TerminateInstanceInAutoScalingGroup = new(
            "Amazon.AutoScaling",
            AmazonAutoScalingConfig.Version,
            "TerminateInstanceInAutoScalingGroup",
            AutoScalingErrors.Make,
            static (form, request) =>
            {
                form.Add("InstanceId", request.InstanceId);
                form.Add("ShouldDecrementDesiredCapacity", request.ShouldDecrementDesiredCapacity);
            },
            static (result, response) => response.Activity = result.Child("Activity") is { } activity ? ReadActivity(activity) : null);

    public static Instance ReadInstance(XElement instance) => new()
    {
        AvailabilityZone = instance.Text("AvailabilityZone"),
        HealthStatus = instance.Text("HealthStatus"),
        InstanceId = instance.Text("InstanceId"),
        InstanceType = instance.Text("InstanceType"),
        LifecycleState = instance.Text("LifecycleState"),
        ProtectedFromScaleIn = instance.Boolean("ProtectedFromScaleIn"),
        WeightedCapacity = instance.Text("WeightedCapacity"),
    };

    private static AutoScalingInstanceDetails ReadDetails(XElement instance) => new()
    {
        AutoScalingGroupName = instance.Text("AutoScalingGroupName"),
        AvailabilityZone = instance.Text("AvailabilityZone"),
        HealthStatus = instance.Text("HealthStatus"),
        InstanceId = instance.Text("InstanceId"),
        InstanceType = instance.Text("InstanceType"),
        LifecycleState = instance.Text("LifecycleState"),
        ProtectedFromScaleIn = instance.Boolean("ProtectedFromScaleIn"),
        WeightedCapacity = instance.Text("WeightedCapacity"),
    };

    private static Activity ReadActivity(XElement activity) => new()
    {
        ActivityId = activity.Text("ActivityId"),
        AutoScalingGroupName = activity.Text("AutoScalingGroupName"),
        Cause = activity.Text("Cause"),
        Description = activity.Text("Description"),
        Details = activity.Text("Details"),
        EndTime = activity.Time("EndTime"),
        Progress = activity.Int32("Progress"),
        StartTime = activity.Time("StartTime"),
        StatusCode = activity.Text("StatusCode"),
        StatusMessage = activity.Text("StatusMessage"),
    };
}
