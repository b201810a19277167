namespace TelegramAI.Stack.Tests;

public sealed class DashboardSpecs(MotoStacks stacks)
{
    [Theory]
    [InlineData("Queue", "ApproximateNumberOfMessagesVisible")]
    [InlineData("Backlog per instance", "BacklogPerInstance")]
    [InlineData("Fleet", "GroupInServiceInstances")]
    [InlineData("Jobs", "NumberOfMessagesDeleted")]
    [InlineData("Age of the oldest job (s)", "ApproximateAgeOfOldestMessage")]
    [InlineData("Errors", "Url5xxCount")]
    [InlineData("The bot's answer (ms)", "Duration")]
    [InlineData("Cold starts (ms)", "initDurationMs")]
    [InlineData("Last errors", "level in")]
    public void It_shows(string title, string what)
    {
        var widget = Assert.Single(stacks.Default.List("dashboard.widgets"), one => string.Equals((string?)one["properties"]!["title"], title, StringComparison.Ordinal));

        Assert.Contains(what, widget.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ApproximateNumberOfMessagesVisible", "waiting")]
    [InlineData("ApproximateNumberOfMessagesNotVisible", "running")]
    [InlineData("ApproximateNumberOfMessagesDelayed", "retrying")]
    public void It_names_the_states_of_jobs_as_the_bot_does(string metric, string state)
    {
        var queue = Assert.Single(stacks.Default.List("dashboard.widgets"), one => string.Equals((string?)one["properties"]!["title"], "Queue", StringComparison.Ordinal));

        var line = queue["properties"]!["metrics"]!.AsArray().First(one => string.Equals((string?)one![1], metric, StringComparison.Ordinal));
        Assert.Equal(state, (string?)line!.AsArray()[^1]!["label"]);
    }

    [Fact]
    public void It_names_the_stacks_own_queue_group_and_functions()
    {
        var dashboard = stacks.Default.Text("dashboard")!;

        Assert.DoesNotContain("${", dashboard, StringComparison.Ordinal);
        Assert.Contains(stacks.Default.Stack.PhysicalIds["WorkerGroup"], dashboard, StringComparison.Ordinal);
        Assert.Contains(stacks.Default.Text("queues.JobQueue.QueueArn")!.Split(':')[^1], dashboard, StringComparison.Ordinal);
        Assert.All(stacks.Default.Stack.Functions.Values, function => Assert.Contains(function.Name, dashboard, StringComparison.Ordinal));
    }

    [Fact]
    public void No_widget_covers_another()
    {
        var cells = stacks.Default.List("dashboard.widgets").SelectMany(widget =>
            from x in Enumerable.Range((int)widget["x"]!, (int)widget["width"]!)
            from y in Enumerable.Range((int)widget["y"]!, (int)widget["height"]!)
            select (x, y)).ToList();

        Assert.Equal(cells.Count, cells.Distinct().Count());
        Assert.All(cells, cell => Assert.InRange(cell.x, 0, 23));
    }
}
