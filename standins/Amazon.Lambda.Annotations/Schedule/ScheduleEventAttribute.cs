namespace Amazon.Lambda.Annotations.Schedule;

/// <summary>EventBridge starts the function by the clock.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = false)]
public class ScheduleEventAttribute(string schedule) : Attribute
{
    /// <summary><c>rate(…)</c> or <c>cron(…)</c>.</summary>
    public string Schedule { get; set; } = schedule;

    /// <summary>The event's name in the template; by default the letters and digits of the schedule.</summary>
    public string ResourceName { get; set; }

    /// <summary>What the rule is for.</summary>
    public string Description { get; set; }

    /// <summary>The JSON that the function gets in place of the event.</summary>
    public string Input { get; set; }

    /// <summary>Whether the rule fires.</summary>
    public bool Enabled { get; set; } = true;
}
