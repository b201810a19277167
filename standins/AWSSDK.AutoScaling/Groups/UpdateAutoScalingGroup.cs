using Amazon.Runtime;

namespace Amazon.AutoScaling.Model;

public class UpdateAutoScalingGroupRequest : AmazonAutoScalingRequest
{
    public string AutoScalingGroupName { get; set; }

    public bool? CapacityRebalance { get; set; }

    /// <summary>In seconds.</summary>
    public int? DefaultCooldown { get; set; }

    /// <summary>In seconds.</summary>
    public int? DefaultInstanceWarmup { get; set; }

    public int? DesiredCapacity { get; set; }

    /// <summary>In seconds.</summary>
    public int? HealthCheckGracePeriod { get; set; }

    public string HealthCheckType { get; set; }

    public int? MaxSize { get; set; }

    public int? MinSize { get; set; }

    public bool? NewInstancesProtectedFromScaleIn { get; set; }

    public string VPCZoneIdentifier { get; set; }
}

public class UpdateAutoScalingGroupResponse : AmazonWebServiceResponse;
