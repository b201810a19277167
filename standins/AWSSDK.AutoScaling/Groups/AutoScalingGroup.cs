namespace Amazon.AutoScaling.Model;

public class AutoScalingGroup
{
    public string AutoScalingGroupARN { get; set; }

    public string AutoScalingGroupName { get; set; }

    public List<string> AvailabilityZones { get; set; }

    public bool? CapacityRebalance { get; set; }

    public DateTime? CreatedTime { get; set; }

    /// <summary>In seconds.</summary>
    public int? DefaultCooldown { get; set; }

    /// <summary>In seconds.</summary>
    public int? DefaultInstanceWarmup { get; set; }

    public int? DesiredCapacity { get; set; }

    /// <summary>In seconds.</summary>
    public int? HealthCheckGracePeriod { get; set; }

    public string HealthCheckType { get; set; }

    public List<Instance> Instances { get; set; }

    public int? MaxSize { get; set; }

    public int? MinSize { get; set; }

    public bool? NewInstancesProtectedFromScaleIn { get; set; }

    /// <summary>Set only while the group is being deleted.</summary>
    public string Status { get; set; }

    public List<TagDescription> Tags { get; set; }

    /// <summary>The subnets, with commas between them.</summary>
    public string VPCZoneIdentifier { get; set; }
}

public class TagDescription
{
    public string Key { get; set; }

    public bool? PropagateAtLaunch { get; set; }

    public string ResourceId { get; set; }

    public string ResourceType { get; set; }

    public string Value { get; set; }
}
