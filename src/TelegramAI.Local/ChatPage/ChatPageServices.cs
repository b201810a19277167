using Microsoft.Extensions.DependencyInjection.Extensions;

namespace TelegramAI.Local.ChatPage;

public static class ChatPageServices
{
    /// <summary>Adds the chat page, which needs the Bot API server too. Register an <see cref="ISuggestions"/> to offer something to send.</summary>
    public static IServiceCollection AddChatPage(this IServiceCollection services)
    {
        services.AddSingleton<ChatEventStream>();
        services.TryAddSingleton<ISuggestions, NoSuggestions>();
        return services;
    }
}
