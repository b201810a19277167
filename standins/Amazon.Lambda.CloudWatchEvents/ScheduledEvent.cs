namespace Amazon.Lambda.CloudWatchEvents.ScheduledEvents;

/// <summary>A schedule's event has no details.</summary>
public class Detail;

/// <summary>The event of a schedule's rule.</summary>
public class ScheduledEvent : CloudWatchEvent<Detail>;
