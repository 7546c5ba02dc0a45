using System.Globalization;
using System.Text.Json;
using Leeway.Generated;

namespace Leeway.Tasks;

/// <summary>Reads and cancels the tasks of an operation by the methods of an interface.</summary>
internal sealed class ApiLongTaskSource<TApi, TAnswer, TResult>(
    LongTaskDescriptor descriptor,
    TApi api,
    Func<TApi, string, CancellationToken, Task<TAnswer>> read,
    Func<TAnswer, LongTaskFacts> getFacts,
    Func<TAnswer, TResult?> getResult,
    Func<TApi, string, CancellationToken, Task>? cancel) : LongTaskSource<TResult>(descriptor)
{
    public override bool CanCancel => cancel is not null;

    public override async Task<LongTaskAnswer<TResult>> ReadAsync(string id, CancellationToken cancellationToken)
    {
        TAnswer answer;
        try
        {
            answer = await read(api, id, cancellationToken).ConfigureAwait(false);
        }
        catch (NotFoundException exception)
        {
            throw new NotFoundException(DescribeMissing(id), exception);
        }

        LongTaskFacts facts = getFacts(answer);
        LongTaskState state = facts.FindState();
        LongTaskProgress progress = new()
        {
            Id = id,
            Status = state,
            StatusText = facts.Status,
            PercentComplete = facts.Percent,
            Message = facts.Error ?? facts.Message,
        };
        if (state != LongTaskState.Complete)
        {
            return new LongTaskAnswer<TResult>(progress, default);
        }

        try
        {
            return new LongTaskAnswer<TResult>(progress, getResult(answer));
        }
        catch (JsonException exception)
        {
            return new LongTaskAnswer<TResult>(progress, default, exception);
        }
    }

    public override Task CancelAsync(string id, CancellationToken cancellationToken)
    {
        if (cancel is not null)
        {
            return cancel(api, id, cancellationToken);
        }

        string reason = Descriptor.CancelOperationId is { } operation
            ? $"the operation '{operation}', which cancels it, is not generated. Add it to Operations of the AtlassianApi item"
            : $"the product has no operation that cancels a task of '{Descriptor.OperationId}'. It continues until it ends";
        throw new NotSupportedException($"The task {id} cannot be cancelled: {reason}.");
    }

    public override LongTaskSource<TOther> Convert<TOther>(Func<TResult?, TOther?> convert)
        where TOther : default => new ApiLongTaskSource<TApi, TAnswer, TOther>(Descriptor, api, read, getFacts, answer => convert(getResult(answer)), cancel);

    private string DescribeMissing(string id)
    {
        string kept = Descriptor.KeptDays is { } days
            ? string.Create(CultureInfo.InvariantCulture, $"Atlassian keeps a task for {days} days")
            : "Atlassian keeps a task for a limited time";
        return $"There is no task {DisplayText.Clean(id)} ({Descriptor.OperationId}): {kept}, and shows it only to the user who started it and to administrators. Check the id, the site and the login.";
    }
}
