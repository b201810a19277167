namespace TelegramAI.Worker.Ec2.Health;

/// <summary>Asks the worker of this machine how it is, for a container's HEALTHCHECK: an image needs no curl for it.</summary>
internal static class HealthCall
{
    /// <returns>0 where it is healthy, else 1.</returns>
    public static async Task<int> RunAsync()
    {
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables().Build();
        var port = HealthOptions.PortOf(configuration);
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(5) };
        try
        {
            using var response = await http.GetAsync(new Uri($"http://127.0.0.1:{port}{HealthOptions.Path}"));
            await Console.Out.WriteLineAsync(await response.Content.ReadAsStringAsync());
            return response.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            await Console.Error.WriteLineAsync($"The worker does not answer: {exception.Message}");
            return 1;
        }
    }
}
