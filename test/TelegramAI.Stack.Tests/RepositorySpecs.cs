namespace TelegramAI.Stack.Tests;

public sealed class RepositorySpecs(MotoStacks stacks)
{
    [Fact]
    public void Images_are_scanned() => Assert.Equal("true", stacks.Default.Text("repository.imageScanningConfiguration.scanOnPush"));

    [Fact]
    public void A_tag_is_never_moved() => Assert.Equal("IMMUTABLE", stacks.Default.Text("repository.imageTagMutability"));

    [Fact]
    public void Old_images_are_deleted()
    {
        Assert.Equal("untagged", stacks.Default.Text("repository.lifecycle.0.selection.tagStatus"));
        Assert.Equal("20", stacks.Default.Text("repository.lifecycle.1.selection.countNumber"));
        Assert.All(stacks.Default.List("repository.lifecycle"), rule => Assert.Equal("expire", (string?)rule["action"]!["type"]));
    }

    // CloudFormation shortens a long stack's name in the names of its functions, so those can't be told by it.
    [Fact]
    public void Only_the_accounts_functions_may_pull_as_a_service()
    {
        var statement = Assert.Single(stacks.Default.Statements("repository.policy"));
        Assert.Contains("\"arn:aws:lambda:eu-west-1:123456789012:function:*\"", statement.ToString(), StringComparison.Ordinal);
    }
}
