namespace TelegramAI.YouTube.Tests.Site;

/// <summary>The player's script, as far as YoutubeExplode reads it when a video is refused the first time.</summary>
internal static class TestScript
{
    public const string Text = """
        var Xy={ab:function(a){a.reverse()},cd:function(a,b){a.splice(0,b)},ef:function(a,b){var c=a[0];a[0]=a[b%a.length];a[b%a.length]=c}};
        sig=function(a){a=a.split("");Xy.cd(a,3);Xy.ab(a,7);Xy.ef(a,1);return a.join("")};
        var config={signatureTimestamp:19834};
        """;
}
