using Microsoft.Extensions.Configuration;

namespace TelegramAI.Worker.Health;

/// <summary>Asks the worker of this machine how it is.</summary>
internal static class HealthCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <returns>The exit code: 0 where it is healthy.</returns>
    public static async Task<int> RunAsync()
    {
        var port = HealthOptions.Read(new ConfigurationBuilder().AddEnvironmentVariables().Build()).Port;
        using var http = new HttpClient { Timeout = Patience };
        try
        {
            using var answer = await http.GetAsync(new Uri($"http://127.0.0.1:{port}{HealthEndpoint.Path}"));
            Console.WriteLine(await answer.Content.ReadAsStringAsync());
            return answer.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            await Console.Error.WriteLineAsync($"The worker does not answer on port {port}: {exception.Message}");
            return 1;
        }
    }
}
