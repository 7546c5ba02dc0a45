using System.Diagnostics;
using Leeway.Http.Resilience;
using Microsoft.Extensions.Logging.Abstractions;

namespace Leeway.Runtime.Tests.Http.Resilience;

/// <summary>The first attempt of a call, which is sent without the strategies.</summary>
[Collection(nameof(Strategies))]
public sealed class RecipeHandlerTests
{
    private readonly ManualTime _time = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task CancellationShouldHaveTheCallersTokenAndItsCause(bool hasLimit)
    {
        HangingTransport transport = new();
        using HttpMessageInvoker invoker = NewInvoker(transport);
        using HttpRequestMessage request = new(HttpMethod.Post, "https://api.example/x");
        request.Content = hasLimit ? null : new StreamContent(new MemoryStream());
        using CancellationTokenSource caller = new();

        Task<HttpResponseMessage> call = invoker.SendAsync(request, caller.Token);
        await caller.CancelAsync();

        OperationCanceledException exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal(caller.Token, exception.CancellationToken);
        Assert.Same(transport.Cancellation, hasLimit ? exception.InnerException : exception);
        Assert.Equal(0, _time.ActiveTimers);
    }

    [Fact]
    public async Task AttemptThatThrowsAtOnceShouldLeaveNoTimer()
    {
        using HttpMessageInvoker invoker = NewInvoker(new ThrowingTransport());
        using HttpRequestMessage request = new(HttpMethod.Get, "https://api.example/x");

        await Assert.ThrowsAsync<InvalidOperationException>(() => invoker.SendAsync(request, CancellationToken.None));

        Assert.Equal(0, _time.ActiveTimers);
    }

    private HttpMessageInvoker NewInvoker(HttpMessageHandler attempts)
    {
        RecipeHandler recipe = new(
            new CurrentResilience(new ResilienceOptions()), _time, new PollyObservers(NullLoggerFactory.Instance, hasListeners: false), hasOwnStrategies: false);
        recipe.Link(new ThrowingTransport(), attempts);
        return new HttpMessageInvoker(recipe);
    }

    private sealed class ThrowingTransport : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("The handler is broken.");
    }

    private sealed class HangingTransport : HttpMessageHandler
    {
        public OperationCanceledException? Cancellation { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            try
            {
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }
            catch (OperationCanceledException exception)
            {
                Cancellation = exception;
                throw;
            }

            throw new UnreachableException();
        }
    }
}
