using System.Net;
using Amazon.AutoScaling;
using Amazon.CloudWatch;
using Amazon.Runtime;
using Amazon.SecretsManager;
using Amazon.SecretsManager.Model;
using Groups = Amazon.AutoScaling.Model;
using Metrics = Amazon.CloudWatch.Model;

namespace AWSSDK.Tests.Shared;

public sealed class ErrorSpecs
{
    private static readonly BasicAWSCredentials Credentials = new("testing", "testing");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("ResourceContention", typeof(Groups.ResourceContentionException))]
    [InlineData("ScalingActivityInProgress", typeof(Groups.ScalingActivityInProgressException))]
    [InlineData("LimitExceeded", typeof(Groups.LimitExceededException))]
    [InlineData("InvalidNextToken", typeof(Groups.InvalidNextTokenException))]
    [InlineData("ServiceLinkedRoleFailure", typeof(Groups.ServiceLinkedRoleFailureException))]
    [InlineData("AccessDenied", typeof(AmazonAutoScalingException))]
    [InlineData("ValidationError", typeof(AmazonAutoScalingException))]
    public async Task Auto_Scaling_errors_have_their_names(string code, Type expected)
    {
        await using var service = await LoopbackService.StartAsync(Answer.QueryError(400, code));
        using var client = new AmazonAutoScalingClient(
            Credentials, new AmazonAutoScalingConfig { ServiceURL = service.Url, AuthenticationRegion = "eu-west-1", MaxErrorRetry = 0 });

        await AssertThrowsAsync(expected, code, () => client.DescribeAutoScalingGroupsAsync(Cancellation));
    }

    [Theory]
    [InlineData("InvalidParameterValue", typeof(Metrics.InvalidParameterValueException))]
    [InlineData("MissingParameter", typeof(Metrics.MissingRequiredParameterException))]
    [InlineData("InvalidParameterCombination", typeof(Metrics.InvalidParameterCombinationException))]
    [InlineData("InvalidNextToken", typeof(Metrics.InvalidNextTokenException))]
    [InlineData("InternalServiceError", typeof(Metrics.InternalServiceException))]
    [InlineData("AccessDenied", typeof(AmazonCloudWatchException))]
    public async Task CloudWatch_errors_have_their_names(string code, Type expected)
    {
        await using var service = await LoopbackService.StartAsync(Answer.QueryError(400, code));
        using var client = new AmazonCloudWatchClient(
            Credentials, new AmazonCloudWatchConfig { ServiceURL = service.Url, AuthenticationRegion = "eu-west-1", MaxErrorRetry = 0 });

        await AssertThrowsAsync(expected, code, () => client.DescribeAlarmsAsync(Cancellation));
    }

    [Theory]
    [InlineData("ResourceNotFoundException", typeof(ResourceNotFoundException))]
    [InlineData("InvalidParameterException", typeof(InvalidParameterException))]
    [InlineData("InvalidRequestException", typeof(InvalidRequestException))]
    [InlineData("DecryptionFailure", typeof(DecryptionFailureException))]
    [InlineData("InternalServiceError", typeof(InternalServiceErrorException))]
    [InlineData("AccessDeniedException", typeof(AmazonSecretsManagerException))]
    public async Task Secrets_Manager_errors_have_their_names(string code, Type expected)
    {
        await using var service = await LoopbackService.StartAsync(
            Answer.Json(400, $$"""{"__type":"com.amazonaws.secretsmanager#{{code}}","Message":"It says why."}"""));
        using var client = new AmazonSecretsManagerClient(
            Credentials, new AmazonSecretsManagerConfig { ServiceURL = service.Url, AuthenticationRegion = "eu-west-1", MaxErrorRetry = 0 });

        await AssertThrowsAsync(expected, code, () => client.GetSecretValueAsync(new() { SecretId = "telegram" }, Cancellation));
    }

    [Fact]
    public async Task A_page_that_is_no_answer_of_the_service_is_still_an_error_of_the_service()
    {
        await using var service = await LoopbackService.StartAsync(new Answer(502, "<html><br>Bad gateway", "text/html"));
        using var client = new AmazonCloudWatchClient(
            Credentials, new AmazonCloudWatchConfig { ServiceURL = service.Url, AuthenticationRegion = "eu-west-1", MaxErrorRetry = 0 });

        var error = await Assert.ThrowsAsync<AmazonCloudWatchException>(() => client.DescribeAlarmsAsync(Cancellation));

        Assert.Equal(HttpStatusCode.BadGateway, error.StatusCode);
        Assert.Equal("request-of-the-header", error.RequestId);
    }

    private static async Task AssertThrowsAsync(Type expected, string code, Func<Task> call)
    {
        var error = Assert.IsType<AmazonServiceException>(await Record.ExceptionAsync(call), exactMatch: false);
        Assert.IsType(expected, error);
        Assert.Equal(code, error.ErrorCode);
        Assert.Equal("It says why.", error.Message);
        Assert.Equal(HttpStatusCode.BadRequest, error.StatusCode);
        Assert.NotEmpty(error.RequestId);
    }
}
