namespace Amazon.Lambda.Annotations.SQS;

/// <summary>The function gets the messages of an SQS queue in batches.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public class SQSEventAttribute(string queue) : Attribute
{
    /// <summary>The queue: its ARN, or <c>@Name</c> of a parameter or resource of the template.</summary>
    public string Queue { get; set; } = queue;

    /// <summary>The event's name in the template; by default the letters and digits of the queue's name.</summary>
    public string ResourceName { get; set; }

    /// <summary>Whether the queue is read.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Messages in one invocation at most, 1 to 10000.</summary>
    public uint BatchSize { get; set; }

    /// <summary>Seconds to gather a batch, 0 to 300; a batch larger than 10 needs at least 1.</summary>
    public uint MaximumBatchingWindowInSeconds { get; set; }

    /// <summary>Patterns that a message must match, separated by semicolons.</summary>
    public string Filters { get; set; }

    /// <summary>Invocations at the same time at most, 2 to 1000.</summary>
    public uint MaximumConcurrency { get; set; }
}
