namespace TelegramAI.DemoYouTube.Answers;

/// <summary>The player's script, which a client reads when the first answer of the player refuses a video.</summary>
internal static class PlayerScript
{
    public const string Version = "0123abcd";

    /// <summary>Says where the script is.</summary>
    public const string Frame = $@"var scriptUrl = 'https:\/\/www.youtube.com\/s\/player\/{Version}\/www-widgetapi.vflset\/www-widgetapi.js';";

    /// <summary>The version of the signatures and how they are deciphered. No stream of the demo needs it.</summary>
    public const string Text = """
        var _yt_player={};(function(g){var cfg={signatureTimestamp:19834,other:1};
        var Xy={rV:function(a){a.reverse()},
        sW:function(a,b){var c=a[0];a[0]=a[b%a.length];a[b%a.length]=c},
        sP:function(a,b){a.splice(0,b)}};
        decode=function(a){a=a.split("");Xy.sW(a,2);Xy.rV(a,17);Xy.sP(a,3);return a.join("")};
        })(_yt_player);
        """;
}
