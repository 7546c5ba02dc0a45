using System.Globalization;
using System.Text;

namespace Leeway.WebhookLoad;

/// <summary>
/// A file with a line for each start and end of a handler. Lines are written without buffers, so that they survive the end of the process.
/// </summary>
internal sealed class HandlerJournal(string path, int process) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly FileStream _file = new(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);

    public void Start(string identifier) => Write('S', identifier);

    public void End(string identifier) => Write('E', identifier);

    public void Dispose() => _file.Dispose();

    public static List<JournalEntry> Read(string path)
    {
        List<JournalEntry> entries = [];
        if (!File.Exists(path))
        {
            return entries;
        }

        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using StreamReader reader = new(file);
        while (reader.ReadLine() is { } line)
        {
            if (line.Split(' ') is [var kind, var process, var identifier, "."])
            {
                entries.Add(new JournalEntry(kind == "E", int.Parse(process, CultureInfo.InvariantCulture), identifier));
            }
        }

        return entries;
    }

    private void Write(char kind, string identifier)
    {
        byte[] line = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{kind} {process} {identifier} .\n"));
        lock (_lock)
        {
            _file.Write(line);
        }
    }
}
