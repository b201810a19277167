using System.Diagnostics;

namespace Amazon.Lambda.Annotations.Tests;

public class MainSpecs
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Unknown")]
    public async Task A_handler_that_is_not_there_ends_the_program_at_once(string? handler)
    {
        var (code, output) = await Run(handler);
        Assert.Equal(0, code);
        Assert.Empty(output);
    }

    private static async Task<(int Code, string Output)> Run(string? handler)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "bootstrap")) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Remove("ANNOTATIONS_HANDLER");
        if (handler is not null)
            start.Environment["ANNOTATIONS_HANDLER"] = handler;
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output + errors);
    }
}
