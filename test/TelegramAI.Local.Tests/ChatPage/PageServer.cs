using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using TelegramAI.Local.Access;
using TelegramAI.Local.ChatPage;
using TelegramAI.Testing.Telegram;

namespace TelegramAI.Local.Tests.ChatPage;

/// <summary>A Telegram with the chat page before it.</summary>
internal static class PageServer
{
    public static Task<LoopbackTelegram> StartAsync(ISuggestions? suggestions = null) => LoopbackTelegram.StartAsync(
        build: builder =>
        {
            builder.Environment.ApplicationName = "TelegramAI.Local";
            builder.WebHost.UseStaticWebAssets();
            builder.Services.AddChatPage();
            if (suggestions is not null)
                builder.Services.AddSingleton(suggestions);
        },
        map: app =>
        {
            app.UseLocalOnly();
            app.UseStaticFiles();
            app.MapChatPage();
        });
}
