using Amazon.Runtime;

namespace Amazon.AutoScaling.Model;

public class DescribeAutoScalingGroupsRequest : AmazonAutoScalingRequest
{
    /// <summary>All groups when there is none.</summary>
    public List<string> AutoScalingGroupNames { get; set; }

    public List<Filter> Filters { get; set; }

    public bool? IncludeInstances { get; set; }

    public int? MaxRecords { get; set; }

    public string NextToken { get; set; }
}

public class DescribeAutoScalingGroupsResponse : AmazonWebServiceResponse
{
    public List<AutoScalingGroup> AutoScalingGroups { get; set; }

    /// <summary>Null on the last page.</summary>
    public string NextToken { get; set; }
}

public class Filter
{
    public string Name { get; set; }

    public List<string> Values { get; set; }
}
