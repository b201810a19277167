namespace TelegramAI.Worker.Tests;

public class Placeholder { [Fact] public void Is_there() => Assert.True(true); }
