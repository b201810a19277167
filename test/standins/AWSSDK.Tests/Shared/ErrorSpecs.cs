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
        await using var service = await LoopbackService.StartAsync(Answer.QueryFailure(400, code));
        using var client = new AmazonAutoScalingClient(
            Credentials, new AmazonAutoScalingConfig { ServiceURL = service.Url, AuthenticationRegion = "eu-west-1", MaxErrorRetry = 0 });

        await AssertThrowsAsync(expected, code, () => client.DescribeAutoScalingGroupsAsync(Cancellation));
    }

    [Theory]
    [InlineData("InvalidParameterValueException", "InvalidParameterValue", typeof(Metrics.InvalidParameterValueException))]
    [InlineData("MissingRequiredParameterException", "MissingParameter", typeof(Metrics.MissingRequiredParameterException))]
    [InlineData("InvalidParameterCombinationException", "InvalidParameterCombination", typeof(Metrics.InvalidParameterCombinationException))]
    [InlineData("InvalidNextToken", "InvalidNextToken", typeof(Metrics.InvalidNextTokenException))]
    [InlineData("InternalServiceFault", "InternalServiceError", typeof(Metrics.InternalServiceException))]
    public async Task CloudWatch_errors_have_their_names_and_the_codes_of_the_query_protocol(string shape, string code, Type expected)
    {
        foreach (var queryError in new[] { null, $"{code};Sender" })
        {
            await using var service = await LoopbackService.StartAsync(Answer.CborFailure(400, shape, queryError));
            using var client = CloudWatch(service);

            await AssertThrowsAsync(expected, code, () => client.DescribeAlarmsAsync(Cancellation));
        }
    }

    [Theory]
    [InlineData(null, "AccessDeniedException", ErrorType.Sender)]
    [InlineData("AccessDenied;Sender", "AccessDenied", ErrorType.Sender)]
    [InlineData("AccessDenied;Receiver", "AccessDenied", ErrorType.Receiver)]
    [InlineData("AccessDenied", "AccessDeniedException", ErrorType.Sender)]
    public async Task A_CloudWatch_error_without_an_exception_of_its_own_has_the_code_that_the_service_sends(
        string? queryError, string code, ErrorType type)
    {
        await using var service = await LoopbackService.StartAsync(Answer.CborFailure(400, "AccessDeniedException", queryError));
        using var client = CloudWatch(service);

        var error = await Assert.ThrowsAsync<AmazonCloudWatchException>(() => client.DescribeAlarmsAsync(Cancellation));

        Assert.Equal((code, type, "It says why."), (error.ErrorCode, error.ErrorType, error.Message));
        Assert.Equal("request-of-the-header", error.RequestId);
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
        using var client = CloudWatch(service);

        // As the published package has it, whose CBOR reader throws for such a body; Core puts this around it.
        var error = await Assert.ThrowsAsync<AmazonUnmarshallingException>(() => client.DescribeAlarmsAsync(Cancellation));

        Assert.Equal(HttpStatusCode.BadGateway, error.StatusCode);
        Assert.Equal("request-of-the-header", error.RequestId);
        Assert.Contains("Bad gateway", error.ResponseBody, StringComparison.Ordinal);
    }

    private static AmazonCloudWatchClient CloudWatch(LoopbackService service) => new(
        Credentials, new AmazonCloudWatchConfig { ServiceURL = service.Url, AuthenticationRegion = "eu-west-1", MaxErrorRetry = 0 });

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
