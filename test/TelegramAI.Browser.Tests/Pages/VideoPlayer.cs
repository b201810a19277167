using Microsoft.Playwright;

namespace TelegramAI.Browser.Tests.Pages;

/// <summary>A video of the chat, as the browser plays it.</summary>
public sealed class VideoPlayer(ILocator video)
{
    /// <summary>Lines of its picture.</summary>
    public Task<int> HeightAsync() => video.EvaluateAsync<int>("player => player.videoHeight");

    /// <summary>Plays until so many more frames were decoded and time has passed.</summary>
    /// <returns>False where that did not happen within 20 seconds.</returns>
    public Task<bool> PlaysAsync(int frames) => video.EvaluateAsync<bool>(
        """
        async (player, frames) => {
          const decoded = () => player.getVideoPlaybackQuality().totalVideoFrames;
          const [firstFrame, from, until] = [decoded(), player.currentTime, Date.now() + 20000];
          await player.play();
          while (Date.now() < until) {
            if (decoded() - firstFrame >= frames && player.currentTime > from) return true;
            await new Promise((resolve) => setTimeout(resolve, 50));
          }
          return false;
        }
        """,
        frames);

    public Task PauseAsync() => video.EvaluateAsync("player => player.pause()");

    /// <summary>Jumps to a moment and waits for its picture.</summary>
    /// <returns>Where the player then is, in seconds.</returns>
    public Task<double> SeekAsync(double seconds) => video.EvaluateAsync<double>(
        """
        async (player, seconds) => {
          const seeked = new Promise((resolve) => player.addEventListener("seeked", resolve, { once: true }));
          player.currentTime = seconds;
          await seeked;
          return player.currentTime;
        }
        """,
        seconds);
}
