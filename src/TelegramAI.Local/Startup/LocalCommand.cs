using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace TelegramAI.Local.Startup;

/// <summary>The command line.</summary>
internal sealed class LocalCommand
{
    private readonly Option<int?> _port = new("--port")
    {
        Description = $"The page's port [default: {LocalOptions.DefaultPort}, or any free one where that is taken]",
        HelpName = "number",
    };

    private readonly Option<DirectoryInfo> _data = new("--data")
    {
        Description = "The folder that keeps the queue, the ledger, the conversation and the videos",
        HelpName = "folder",
        DefaultValueFactory = _ => DefaultData(),
    };

    private readonly Option<YouTubeChoice> _youTube = new("--youtube")
    {
        Description = "auto: the real YouTube, or the demo where it does not answer within 2 seconds",
        HelpName = "auto|demo|live",
        DefaultValueFactory = _ => YouTubeChoice.Auto,
    };

    private readonly Option<string?> _token = new("--token")
    {
        Description = "A bot's token from @BotFather: serve the real Telegram instead of the page (or set Telegram__Token, which other "
            + "users of this machine can't see in the process list)",
        HelpName = "token",
    };

    private readonly Option<Uri?> _telegramUrl = new("--telegram-url")
    {
        Description = "A Bot API server other than Telegram's own (or set Telegram__BaseUrl)",
        HelpName = "url",
        CustomParser = ReadAddress,
    };

    private readonly Option<bool> _takeWebhook = new("--take-webhook")
    {
        Description = "Take this bot's updates away from the webhook that gets them now; otherwise the start asks, or ends where nobody can answer",
    };

    private readonly Option<long[]> _allow = new("--allow")
    {
        Description = "The Telegram user ids that may use the bot (or set Telegram__AllowedUsers__0 and so on)",
        HelpName = "id",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<double> _speed = new("--speed")
    {
        Description = "How many times faster than on AWS the fleet's clock runs: 1 to 60",
        HelpName = "factor",
        DefaultValueFactory = _ => 15,
    };

    private readonly Option<int> _workers = new("--workers")
    {
        Description = "How many workers the fleet may grow to: 1 to 100",
        HelpName = "number",
        DefaultValueFactory = _ => 5,
    };

    private readonly Option<int> _slots = new("--slots")
    {
        Description = "How many jobs each worker runs side by side: 1 to 100",
        HelpName = "number",
        DefaultValueFactory = _ => 2,
    };

    private readonly Option<bool> _verbose = new("--verbose") { Description = "Log what happens to the console" };

    public RootCommand Create(Func<LocalOptions, CancellationToken, Task<int>> run)
    {
        InRange(_port, 1, 65535);
        InRange(_speed, 1, 60);
        InRange(_workers, 1, 100);
        InRange(_slots, 1, 100);

        var root = new RootCommand(
            "A link in the chat becomes a video you can play: the bot, the queue, the fleet and the videos on one machine. "
            + "Everything else is set as Section__Key in the environment, for example Videos__MaxMinutes=30 or YouTube__Ffmpeg=/path/to/ffmpeg.")
        {
            _port, _data, _youTube, _token, _telegramUrl, _takeWebhook, _allow, _speed, _workers, _slots, _verbose,
        };
        root.Options.OfType<VersionOption>().Single().Action = new VersionAction();
        root.SetAction((parsed, cancellationToken) => run(Read(parsed), cancellationToken));
        return root;
    }

    private static DirectoryInfo DefaultData() =>
        new(Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "TelegramAI"));

    private static Uri? ReadAddress(ArgumentResult result)
    {
        if (Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
            return address;

        result.AddError($"--telegram-url is '{result.Tokens[0].Value}', and takes an http or https address.");
        return null;
    }

    private static void InRange<T>(Option<T> option, double lowest, double highest)
    {
        // Read from the text: asking for the value of what is no number throws.
        var style = typeof(T) == typeof(double) ? NumberStyles.Float : NumberStyles.Integer;
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !(double.TryParse(token.Value, style, provider: null, out var number) && number >= lowest && number <= highest))
                result.AddError($"{option.Name} is {token.Value}, and takes {lowest} to {highest}.");
        });
    }

    private LocalOptions Read(ParseResult parsed) => new()
    {
        Port = parsed.GetValue(_port),
        Data = parsed.GetRequiredValue(_data),
        YouTube = parsed.GetValue(_youTube),
        Token = parsed.GetValue(_token),
        TelegramUrl = parsed.GetValue(_telegramUrl),
        TakeWebhook = parsed.GetValue(_takeWebhook),
        AllowedUsers = parsed.GetValue(_allow) ?? [],
        Speed = parsed.GetValue(_speed),
        MaxInstances = parsed.GetValue(_workers),
        Slots = parsed.GetValue(_slots),
        Verbose = parsed.GetValue(_verbose),
    };
}
