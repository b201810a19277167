namespace TelegramAI.Stack.Tests;

public sealed class LogGroupSpecs(MotoStacks stacks)
{
    [Theory]
    [InlineData("BotLogs")]
    [InlineData("MetricSenderLogs")]
    [InlineData("DeadLettersLogs")]
    [InlineData("WebhookRegistrationLogs")]
    [InlineData("AlarmReporterLogs")]
    [InlineData("WorkerLogs")]
    public void Log_lines_are_deleted_after_30_days_or_the_parameters(string group)
    {
        Assert.Equal("30", stacks.Default.Text($"log_groups.{group}.retentionInDays"));
        Assert.Equal("5", stacks.Options.Text($"log_groups.{group}.retentionInDays"));
    }
}
