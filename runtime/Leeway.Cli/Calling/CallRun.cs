using System.Text;
using Leeway.Calls;
using Leeway.Cli.Operations;
using Leeway.Json;
using Leeway.Paging;

namespace Leeway.Cli.Calling;

/// <summary>Sends a call and prints the response.</summary>
internal sealed class CallRun(OperationFacts operation, CallArguments arguments, CallBody? body, AtlassianCaller caller, ToolEnvironment environment)
{
    private const int BufferSize = 80 * 1024;

    /// <param name="isAll">Whether to read all pages.</param>
    /// <param name="file">The file to write to; null for the output.</param>
    /// <param name="selection">What to print of the response; null for all.</param>
    /// <param name="columns">The columns of a table; null for no table.</param>
    /// <param name="output">The output.</param>
    /// <param name="error">Where progress is shown.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(
        bool isAll, string? file, JsonSelection? selection, IReadOnlyList<TableColumn>? columns, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        if (operation.Response == ResponseKind.Bytes)
        {
            await DownloadAsync(file, output, cancellationToken);
            return 0;
        }

        // Written when the call has succeeded, so that a failure does not leave an empty file.
        using StringWriter text = new();
        CallOutput printed = new(file is null ? output : text, file is null && environment.IsOutputTerminal, selection, columns);
        if (isAll)
        {
            try
            {
                // Where a person sees the items as they arrive, a bar would be between them.
                bool showsProgress = environment.IsErrorTerminal && (!environment.IsOutputTerminal || columns is not null || file is not null);
                await ReadAllAsync(printed, error, showsProgress, cancellationToken);
            }
            finally
            {
                // The items before a failure are valid.
                printed.Complete();
            }
        }
        else
        {
            await SendAsync(printed, cancellationToken);
            printed.Complete();
        }

        if (file is not null)
        {
            FileBatch batch = new();
            batch.Add(file, Encoding.UTF8.GetBytes(text.ToString()));
            batch.Write(cancellationToken);
        }

        return 0;
    }

    private async Task SendAsync(CallOutput output, CancellationToken cancellationToken)
    {
        HttpRequestMessage request = CallRequest.Create(operation, arguments, body);
        switch (operation.Response)
        {
            case ResponseKind.Nothing:
                await caller.SendAsync(request, cancellationToken);
                break;
            case ResponseKind.Text:
                output.WriteText(await caller.SendTextAsync(request, cancellationToken));
                break;
            case ResponseKind.OptionalJson:
                if (await caller.SendOptionalAsync<WireJson>(request, cancellationToken) is { } optional)
                {
                    output.WriteResponse(optional.Value, null);
                }

                break;
            default:
                WireJson response = await caller.SendAsync<WireJson>(request, cancellationToken);
                output.WriteResponse(response.Value, ListItemPath());
                break;
        }
    }

    private async Task ReadAllAsync(CallOutput output, TextWriter error, bool showsProgress, CancellationToken cancellationToken)
    {
        PageReader reader = new(operation, operation.Pages!, arguments, body, caller);
        await CallProgress.RunAsync(error, showsProgress, operation.Entry.Id, async report =>
        {
            long read = 0;
            await foreach (ListPage<RawJson> page in reader.Read().FetchAhead().AsPages(cancellationToken))
            {
                foreach (RawJson item in page)
                {
                    output.WriteItem(item);
                }

                read += page.Count;
                report(read, reader.Total);
            }
        });
    }

    private async Task DownloadAsync(string? file, TextWriter output, CancellationToken cancellationToken)
    {
        if (file is null && environment.IsOutputTerminal)
        {
            throw new InputException($"The response of {operation.Entry.Id} is a file. Add --output FILE, or redirect the output.");
        }

        await using Stream content = await caller.DownloadAsync(CallRequest.Create(operation, arguments, body), cancellationToken);
        if (file is null)
        {
            await output.FlushAsync(cancellationToken);
            await using Stream target = environment.OpenOutputBytes();
            await content.CopyToAsync(target, BufferSize, cancellationToken);
            return;
        }

        // A download that breaks off does not replace the file.
        string draft = $"{file}.{Path.GetRandomFileName()}.new";
        try
        {
            await using (FileStream target = new(draft, FileMode.CreateNew))
            {
                await content.CopyToAsync(target, BufferSize, cancellationToken);
            }

            File.Move(draft, file, overwrite: true);
        }
        finally
        {
            File.Delete(draft);
        }
    }

    /// <summary>Returns the names of the members that lead to the items of a page; null if the response is not one, empty if it is the list.</summary>
    private string[]? ListItemPath() => operation.Pages is { } pages ? [.. new[] { pages.Envelope, pages.Items }.OfType<string>()] : null;
}
