namespace TelegramAI.Local.Startup;

/// <summary>Finds out whether the real YouTube can be reached from here.</summary>
internal static class YouTubeProbe
{
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(2);

    /// <summary>Which YouTube to use, and why, as words for the start screen.</summary>
    public static async Task<YouTubeInUse> ChooseAsync(YouTubeChoice choice, Uri real, CancellationToken cancellationToken) => choice switch
    {
        YouTubeChoice.Demo => new YouTubeInUse(IsDemo: true, "the demo, because of --youtube demo"),
        YouTubeChoice.Live => new YouTubeInUse(IsDemo: false, $"{real.Host}, because of --youtube live"),
        _ => await WhyNotAsync(real, cancellationToken) is { } trouble
            ? new YouTubeInUse(IsDemo: true, $"the demo, because {real.Host} {trouble}")
            : new YouTubeInUse(IsDemo: false, $"{real.Host}, which answers"),
    };

    private static async Task<string?> WhyNotAsync(Uri real, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { Timeout = CallTimeout };
        try
        {
            // An address of YouTube's own that answers without a body.
            using var response = await http.GetAsync(new Uri(real, "/generate_204"), HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return (int)response.StatusCode < 500 ? null : $"answers {(int)response.StatusCode}";
        }
        catch (HttpRequestException)
        {
            return "can't be reached from here";
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"did not answer within {CallTimeout.TotalSeconds:0} seconds";
        }
    }
}

/// <param name="IsDemo">The demo rather than the real one.</param>
/// <param name="Why">For the start screen.</param>
internal sealed record YouTubeInUse(bool IsDemo, string Why);
