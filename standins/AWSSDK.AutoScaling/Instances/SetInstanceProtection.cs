using Amazon.Runtime;

namespace Amazon.AutoScaling.Model;

public class SetInstanceProtectionRequest : AmazonAutoScalingRequest
{
    public string AutoScalingGroupName { get; set; }

    public List<string> InstanceIds { get; set; }

    public bool? ProtectedFromScaleIn { get; set; }
}

public class SetInstanceProtectionResponse : AmazonWebServiceResponse;
