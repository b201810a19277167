using System.Text;
using Amazon.Lambda.RuntimeSupport;
using Amazon.SQS;

// The floor under the bot: the runtime's loop and one call of SQS, with no services, no settings, no secret and no parsing.
using var sqs = new AmazonSQSClient();
var queue = Environment.GetEnvironmentVariable("Jobs__QueueUrl")!;
using var bootstrap = new LambdaBootstrap(async invocation =>
{
    using var reader = new StreamReader(invocation.InputStream);
    await sqs.SendMessageAsync(queue, await reader.ReadToEndAsync());
    return new InvocationResponse(new MemoryStream(Encoding.UTF8.GetBytes("""{"statusCode":200}""")), disposeOutputStream: true);
});
await bootstrap.RunAsync();
