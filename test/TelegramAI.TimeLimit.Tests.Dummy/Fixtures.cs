using TelegramAI.TimeLimit.Tests.Dummy;

[assembly: AssemblyFixture(typeof(AssemblyFixture))]

namespace TelegramAI.TimeLimit.Tests.Dummy;

public sealed class Fixture : IAsyncLifetime
{
    public ValueTask InitializeAsync() => new(Hang.ForEver);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

public sealed class FixtureEnd : IAsyncDisposable
{
    public ValueTask DisposeAsync() => new(Hang.ForEver);
}

public sealed class AssemblyFixture : IAsyncLifetime
{
    public ValueTask InitializeAsync() => new(Hang.WhereAsked(nameof(AssemblyFixture)));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

public sealed class ClassFixture : IClassFixture<Fixture>
{
    [Fact]
    public void It_hangs() => Assert.Fail("It is never reached.");
}

public sealed class ClassFixtureEnd : IClassFixture<FixtureEnd>
{
    [Fact]
    public void It_hangs() => Assert.NotNull(this);
}

[CollectionDefinition(nameof(Together))]
public sealed class Together : ICollectionFixture<Fixture>;

[Collection(nameof(Together))]
public sealed class CollectionFixture
{
    [Fact]
    public void It_hangs() => Assert.Fail("It is never reached.");
}
