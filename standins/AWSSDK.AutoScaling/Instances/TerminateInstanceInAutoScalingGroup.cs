using Amazon.Runtime;

namespace Amazon.AutoScaling.Model;

public class TerminateInstanceInAutoScalingGroupRequest : AmazonAutoScalingRequest
{
    public string InstanceId { get; set; }

    /// <summary>Otherwise the group replaces the instance.</summary>
    public bool? ShouldDecrementDesiredCapacity { get; set; }
}

public class TerminateInstanceInAutoScalingGroupResponse : AmazonWebServiceResponse
{
    public Activity Activity { get; set; }
}

public class Activity
{
    public string ActivityId { get; set; }

    public string AutoScalingGroupName { get; set; }

    public string Cause { get; set; }

    public string Description { get; set; }

    public string Details { get; set; }

    public DateTime? EndTime { get; set; }

    /// <summary>In percent.</summary>
    public int? Progress { get; set; }

    public DateTime? StartTime { get; set; }

    public ScalingActivityStatusCode StatusCode { get; set; }

    public string StatusMessage { get; set; }
}
