namespace TelegramAI.Stack.Tests;

public sealed class BucketSpecs(MotoStacks stacks)
{
    [Theory]
    [InlineData("BlockPublicAcls")]
    [InlineData("BlockPublicPolicy")]
    [InlineData("IgnorePublicAcls")]
    [InlineData("RestrictPublicBuckets")]
    public void The_public_is_kept_out(string setting) => Assert.Equal("true", stacks.Default.Text($"bucket.publicAccessBlock.{setting}"));

    [Fact]
    public void The_account_owns_every_object() => Assert.Equal("BucketOwnerEnforced", stacks.Default.Text("bucket.ownership.0.ObjectOwnership"));

    [Fact]
    public void Videos_are_encrypted() => AreEncrypted(stacks.Default);

    [Fact]
    public void Plain_text_is_refused() => RefusesPlainText(stacks.Default);

    [Fact]
    public void Videos_are_deleted_after_30_days() => AreDeletedAfter(30, stacks.Default);

    [Fact]
    public void Videos_are_deleted_after_the_parameters_days() => AreDeletedAfter(3, stacks.Options);

    [Fact]
    public void Stale_uploads_are_aborted() => AbortsStaleUploads(stacks.Default);

    [Fact]
    public void The_ledger_is_not_kept_forever()
    {
        Assert.Equal("jobs/", stacks.Default.Text("bucket.lifecycle.expire-ledger.Filter.Prefix"));
        Assert.Equal("90", stacks.Default.Text("bucket.lifecycle.expire-ledger.Expiration.Days"));
    }

    internal static void AreEncrypted(StackReport stack) =>
        Assert.Equal("AES256", stack.Text("bucket.encryption.0.ApplyServerSideEncryptionByDefault.SSEAlgorithm"));

    internal static void AbortsStaleUploads(StackReport stack)
    {
        Assert.Equal("1", stack.Text("bucket.lifecycle.abort-stale-uploads.AbortIncompleteMultipartUpload.DaysAfterInitiation"));
        Assert.Equal("", stack.Text("bucket.lifecycle.abort-stale-uploads.Filter.Prefix"));
    }

    internal static void RefusesPlainText(StackReport stack)
    {
        var bucket = $"arn:aws:s3:::{stack.Stack.PhysicalIds["VideoBucket"]}";
        Assert.Contains(stack.Statements("bucket.policy"), statement => statement.RefusesPlainText && statement.Resources.SequenceEqual([bucket, bucket + "/*"]));
    }

    private static void AreDeletedAfter(int days, StackReport stack)
    {
        Assert.Equal("videos/", stack.Text("bucket.lifecycle.expire-videos.Filter.Prefix"));
        Assert.Equal($"{days}", stack.Text("bucket.lifecycle.expire-videos.Expiration.Days"));
    }
}
