using Leeway.Grants;

namespace CustomerWorker.Simulated;

/// <summary>
/// Signs customers in at the simulator, which consents at once. In reality, customers sign in on the pages of a web application that has the
/// same database, such as the sample ConnectJira.
/// </summary>
internal sealed class SimulatedCustomers(IAuthorizationCodeFlow flow, IConfiguration configuration) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        using HttpClient browser = new(new SocketsHttpHandler { AllowAutoRedirect = false });
        await Parallel.ForEachAsync(Enumerable.Range(1, configuration.GetValue<int>("SimulatedCustomers")), cancellationToken, async (number, cancellation) =>
        {
            AuthorizationRequest request = flow.Begin();
            using HttpResponseMessage consent = await browser.GetAsync(request.Address, cancellation);
            Uri callback = consent.Headers.Location
                ?? throw new InvalidOperationException($"The simulator did not consent: it answered with status {(int)consent.StatusCode}.");
            await flow.CompleteAsync(request, callback, new GrantId($"customer-{number}"), cancellation);
        });
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
