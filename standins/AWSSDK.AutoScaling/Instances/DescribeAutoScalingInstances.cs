using Amazon.Runtime;

namespace Amazon.AutoScaling.Model;

public class DescribeAutoScalingInstancesRequest : AmazonAutoScalingRequest
{
    /// <summary>All instances when there is none.</summary>
    public List<string> InstanceIds { get; set; }

    public int? MaxRecords { get; set; }

    public string NextToken { get; set; }
}

public class DescribeAutoScalingInstancesResponse : AmazonWebServiceResponse
{
    public List<AutoScalingInstanceDetails> AutoScalingInstances { get; set; }

    /// <summary>Null on the last page.</summary>
    public string NextToken { get; set; }
}

public class AutoScalingInstanceDetails
{
    public string AutoScalingGroupName { get; set; }

    public string AvailabilityZone { get; set; }

    public string HealthStatus { get; set; }

    public string InstanceId { get; set; }

    public string InstanceType { get; set; }

    public string LifecycleState { get; set; }

    public bool? ProtectedFromScaleIn { get; set; }

    public string WeightedCapacity { get; set; }
}
