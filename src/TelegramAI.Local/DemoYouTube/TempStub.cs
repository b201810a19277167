namespace TelegramAI.Local.DemoYouTube;
#pragma warning disable
public sealed class DemoYouTubeOptions { }
public sealed class DemoYouTubeServer : IAsyncDisposable { public Uri BaseUrl => new("http://127.0.0.1:1"); public static Task<DemoYouTubeServer> StartAsync(DemoYouTubeOptions o, CancellationToken c) => Task.FromResult(new DemoYouTubeServer()); public ValueTask DisposeAsync() => default; }
public sealed class DemoSuggestions : TelegramAI.Local.ChatPage.ISuggestions { public ValueTask<IReadOnlyList<TelegramAI.Local.ChatPage.Suggestion>> GetAsync(CancellationToken c = default) => new(new List<TelegramAI.Local.ChatPage.Suggestion>()); }
