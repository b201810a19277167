using Amazon.Runtime;

namespace Amazon.AutoScaling.Model;

public class RecordLifecycleActionHeartbeatRequest : AmazonAutoScalingRequest
{
    public string AutoScalingGroupName { get; set; }

    public string InstanceId { get; set; }

    public string LifecycleActionToken { get; set; }

    public string LifecycleHookName { get; set; }
}

public class RecordLifecycleActionHeartbeatResponse : AmazonWebServiceResponse;
