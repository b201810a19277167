namespace TelegramAI.TimeLimit.Tests.Dummy;

public sealed class BlockedThread
{
    [Fact]
    public void It_hangs() => Thread.Sleep(Timeout.Infinite);
}

public sealed class EndlessOutput
{
    [Fact]
    public async Task It_hangs()
    {
        while (true)
        {
            TestContext.Current.TestOutputHelper!.WriteLine("still here");
            await Task.Delay(100, CancellationToken.None);
        }
    }
}

public sealed class Construction : IAsyncLifetime
{
    public ValueTask InitializeAsync() => new(Hang.ForEver);

    [Fact]
    public void It_hangs() => Assert.Fail("It is never reached.");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

public sealed class Disposal : IAsyncDisposable
{
    [Fact]
    public void It_hangs() => Assert.NotNull(this);

    public ValueTask DisposeAsync() => new(Hang.ForEver);
}

public sealed class Data
{
    public static TheoryData<int> Numbers
    {
        get
        {
            Hang.WhereAsked(nameof(Data)).Wait(CancellationToken.None);
            return [1];
        }
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void It_hangs(int number) => Assert.Equal(number, number);
}

public sealed class ThreadLeft
{
    // The process waits for a thread that is not in the background.
    [Fact]
    public void It_hangs() => new Thread(() => Thread.Sleep(Timeout.Infinite)).Start();
}
