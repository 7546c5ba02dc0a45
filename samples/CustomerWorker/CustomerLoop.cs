using Leeway;
using Leeway.Grants;
using Leeway.Limits;
using Microsoft.Extensions.Options;

namespace CustomerWorker;

/// <summary>Does the work of all customers, one round after the other. The failure of a customer does not affect the others.</summary>
internal sealed partial class CustomerLoop(
    IGrantInventory grants, CustomerWork work, IOptions<LoopOptions> options, TimeProvider time, ILogger<CustomerLoop> logger) : BackgroundService
{
    private readonly CustomerHolds _holds = new(time);

    /// <summary>Does the work of each customer that is not on hold.</summary>
    /// <exception cref="ClientCredentialsRefusedException">Atlassian refuses the app, so that no customer's work can be done.</exception>
    /// <exception cref="OperationCanceledException">The worker stops.</exception>
    internal async Task RunRoundAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<GrantOutline> customers = await ListCustomersAsync(cancellationToken);
        _holds.KeepOnly(customers);
        GrantOutline[] due = [.. customers.Where(customer => customer.Loss is null && !_holds.Contains(customer))];
        int failures = 0;
        await Parallel.ForEachAsync(due, Parallelism(cancellationToken), async (customer, stopping) =>
        {
            if (!await TryWorkAsync(customer, stopping))
            {
                Interlocked.Increment(ref failures);
            }
        });
        LogRound(due.Length - failures, failures, customers.Count - due.Length);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using PeriodicTimer timer = new(options.Value.Interval, time);
        do
        {
            try
            {
                await RunRoundAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                // The database is not available, or Atlassian refuses the app. The next round may succeed.
                LogFailedRound(exception);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task<IReadOnlyList<GrantOutline>> ListCustomersAsync(CancellationToken cancellationToken)
    {
        List<GrantOutline> customers = [];
        await foreach (InventoryEntry entry in grants.ListAsync(cancellationToken))
        {
            if (entry.Outline is { } customer)
            {
                customers.Add(customer);
            }
            else
            {
                LogUnreadable(entry.Name, entry.Error);
            }
        }

        return customers;
    }

    private ParallelOptions Parallelism(CancellationToken cancellationToken) => new()
    {
        MaxDegreeOfParallelism = options.Value.MaxParallel, CancellationToken = cancellationToken,
    };

    /// <returns>Whether the work succeeded.</returns>
    private async Task<bool> TryWorkAsync(GrantOutline customer, CancellationToken stopping)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        limit.CancelAfter(options.Value.MaxCustomerTime);
        try
        {
            await work.RunAsync(customer.Id, limit.Token);
            return true;
        }
        catch (ClientCredentialsRefusedException)
        {
            // Concerns all customers, and ends the round.
            throw;
        }
        catch (Exception exception) when (!stopping.IsCancellationRequested)
        {
            _holds.Add(customer, exception);
            Log(customer.Id, exception);
            return false;
        }
    }

    private void Log(GrantId customer, Exception failure)
    {
        switch (failure)
        {
            case ReauthorizationRequiredException lost:
                LogLost(customer, lost.Loss.Reason);
                break;
            case MissingScopeException missing:
                LogMissingScope(customer, string.Join(' ', missing.ClassicScopes));
                break;
            case RateLimitedException limited:
                LogLimited(customer, limited.Scope, limited.ResetsAt);
                break;
            case OperationCanceledException:
                LogTimeout(customer, options.Value.MaxCustomerTime);
                break;
            case LeewayException:
                // The message says what happened and what to do, and contains no secret.
                LogFailure(customer, failure.Message);
                break;
            default:
                LogDefect(customer, failure);
                break;
        }
    }

    [LoggerMessage(LogLevel.Information, "Round: {Done} customers done, {Failed} failed, {OnHold} on hold.")]
    private partial void LogRound(int done, int failed, int onHold);

    [LoggerMessage(LogLevel.Error, "The round failed. The next one starts as planned.")]
    private partial void LogFailedRound(Exception exception);

    [LoggerMessage(LogLevel.Error, "The grant of {Customer} cannot be read: {Error}")]
    private partial void LogUnreadable(string customer, string? error);

    [LoggerMessage(LogLevel.Warning, "{Customer} has to sign in again ({Reason}). The customer is on hold until then.")]
    private partial void LogLost(GrantId customer, GrantLossReason reason);

    [LoggerMessage(LogLevel.Warning, "{Customer} has not granted {Scopes}. The customer is on hold until the next sign-in.")]
    private partial void LogMissingScope(GrantId customer, string scopes);

    [LoggerMessage(LogLevel.Warning, "A rate limit ({Scope}) refuses the calls for {Customer}. The customer is on hold until {ResetsAt:u}.")]
    private partial void LogLimited(GrantId customer, RateLimitScope scope, DateTimeOffset? resetsAt);

    [LoggerMessage(LogLevel.Warning, "The work of {Customer} took longer than {Limit}. The next round tries again.")]
    private partial void LogTimeout(GrantId customer, TimeSpan limit);

    [LoggerMessage(LogLevel.Warning, "The work of {Customer} failed. {Problem}")]
    private partial void LogFailure(GrantId customer, string problem);

    [LoggerMessage(LogLevel.Error, "The work of {Customer} failed unexpectedly.")]
    private partial void LogDefect(GrantId customer, Exception exception);
}
