using Amazon.Runtime;

namespace Amazon.AutoScaling.Model;

public class AmazonAutoScalingRequest : AmazonWebServiceRequest;
