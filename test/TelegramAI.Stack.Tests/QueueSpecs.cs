using System.Globalization;

namespace TelegramAI.Stack.Tests;

public sealed class QueueSpecs(MotoStacks stacks)
{
    [Fact]
    public void Jobs_are_kept_for_4_days() => IsKeptForDays("JobQueue", 4);

    [Fact]
    public void Dead_letters_are_kept_for_14_days() => IsKeptForDays("DeadLetterQueue", 14);

    [Fact]
    public void A_received_job_is_hidden_for_30_minutes() => Assert.Equal("1800", stacks.Default.Text("queues.JobQueue.VisibilityTimeout"));

    [Fact]
    public void A_job_that_is_received_too_often_becomes_a_dead_letter()
    {
        Assert.Equal(stacks.Default.Text("queues.DeadLetterQueue.QueueArn"), stacks.Default.Text("queues.JobQueue.RedrivePolicy.deadLetterTargetArn"));
        Assert.Equal("8", stacks.Default.Text("queues.JobQueue.RedrivePolicy.maxReceiveCount"));
    }

    [Fact]
    public void Jobs_need_no_order_and_so_the_queue_is_a_standard_one() => Assert.Null(stacks.Default.At("queues.JobQueue.FifoQueue"));

    [Theory]
    [InlineData("JobQueue")]
    [InlineData("DeadLetterQueue")]
    public void Messages_are_encrypted(string queue) => IsEncrypted(stacks.Default, queue);

    [Theory]
    [InlineData("JobQueue")]
    [InlineData("DeadLetterQueue")]
    public void Plain_text_is_refused(string queue) => RefusesPlainText(stacks.Default, queue);

    // AWS refuses the mapping otherwise, which neither moto nor cfn-lint does.
    [Fact]
    public void A_dead_letter_is_hidden_for_as_long_as_its_function_may_run() => HidesLongEnough(stacks.Default);

    internal static void IsEncrypted(StackReport stack, string queue) =>
        Assert.Equal("true", stack.Text($"queues.{queue}.SqsManagedSseEnabled"), ignoreCase: true);

    internal static void RefusesPlainText(StackReport stack, string queue) =>
        Assert.Contains(
            stack.At($"queues.{queue}.Policy") is null ? [] : stack.Statements($"queues.{queue}.Policy.Statement"),
            statement => statement.RefusesPlainText && statement.Resources.SequenceEqual([stack.Text($"queues.{queue}.QueueArn")!]));

    internal static void HidesLongEnough(StackReport stack)
    {
        var hidden = int.Parse(stack.Text("queues.DeadLetterQueue.VisibilityTimeout")!, CultureInfo.InvariantCulture);
        Assert.InRange((int)stack.At("functions.DeadLetters.Timeout")!, 1, hidden);
    }

    private void IsKeptForDays(string queue, int days) =>
        Assert.Equal($"{days * 24 * 60 * 60}", stacks.Default.Text($"queues.{queue}.MessageRetentionPeriod"));
}
