using System.Diagnostics;
using TelegramAI.Core.Tracing;

namespace TelegramAI.Core.Tests.Tracing;

public sealed class ServiceTraceSpecs : IDisposable
{
    private const string Parent = "00-5759e988bd862e3fe1be46a994272793-53995c3f42cd8ad8-01";

    private readonly ActivityListener _listener = new()
    {
        ShouldListenTo = source => source.Name is ServiceTrace.Name,
        Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
    };

    public ServiceTraceSpecs() => ActivitySource.AddActivityListener(_listener);

    public void Dispose() => _listener.Dispose();

    [Fact]
    public void A_part_continues_what_began_elsewhere()
    {
        using var activity = ServiceTrace.Continue("job", ActivityKind.Consumer, Parent);

        Assert.NotNull(activity);
        Assert.Equal(("5759e988bd862e3fe1be46a994272793", "53995c3f42cd8ad8"), ($"{activity.TraceId}", $"{activity.ParentSpanId}"));
        Assert.True(activity.HasRemoteParent);
        Assert.Equal(activity.Id, ServiceTrace.Current);
        Assert.True(ServiceTrace.IsTraceParent(ServiceTrace.Current));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("junk")]
    [InlineData("00-00000000000000000000000000000000-53995c3f42cd8ad8-01")]
    public void What_is_no_trace_is_a_new_one(string? parent)
    {
        using var activity = ServiceTrace.Continue("job", ActivityKind.Consumer, parent);

        Assert.NotNull(activity);
        Assert.Equal(default, activity.ParentSpanId);
    }

    [Fact]
    public void A_failure_is_told_by_its_type_and_not_by_its_words()
    {
        using var activity = ServiceTrace.Start("deliver");

        activity.Fail(new InvalidOperationException("the token is 1:A"));

        Assert.Equal((ActivityStatusCode.Error, "InvalidOperationException"), (activity!.Status, activity.StatusDescription));
    }
}
