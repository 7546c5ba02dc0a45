using System.Globalization;

namespace Leeway.WebhookLoad;

/// <summary>What happened to the deliveries of a run.</summary>
internal sealed class LoadReport
{
    private readonly LoadSettings _settings;

    private readonly List<string> _violations = [];

    private LoadReport(LoadSettings settings) => _settings = settings;

    /// <summary>The deliveries that one handler received, and that it handled to its end.</summary>
    public int HandledOnce { get; private set; }

    /// <summary>The deliveries that were handled again, because the process died while it handled them.</summary>
    public int RepeatedAfterDeath { get; private set; }

    /// <summary>The deliveries that were handled again for another reason.</summary>
    public int RepeatedOtherwise { get; private set; }

    /// <summary>The deliveries that were answered with success, and that no handler handled to its end.</summary>
    public int Lost { get; private set; }

    /// <summary>How the deliveries that were handled again for another reason were handled.</summary>
    public IReadOnlyList<string> Violations => _violations;

    /// <summary>Reads the journal of a run in which every delivery was answered with success.</summary>
    public static LoadReport Create(LoadSettings settings, List<JournalEntry> journal, IReadOnlySet<int> killed)
    {
        LoadReport report = new(settings);
        ILookup<string, JournalEntry> byDelivery = journal.ToLookup(static entry => entry.Identifier);
        Dictionary<int, int> interrupted = [];
        for (int i = 0; i < settings.Deliveries; i++)
        {
            string identifier = string.Create(CultureInfo.InvariantCulture, $"load-{i}");
            int[] starts = [.. byDelivery[identifier].Where(static entry => !entry.IsEnd).Select(static entry => entry.Process)];
            if (!byDelivery[identifier].Any(static entry => entry.IsEnd))
            {
                report.Lost++;
            }
            else if (starts.Length == 1)
            {
                report.HandledOnce++;
            }
            else if (starts[..^1].All(killed.Contains) && starts.Distinct().Count() == starts.Length)
            {
                report.RepeatedAfterDeath++;
                foreach (int process in starts[..^1])
                {
                    interrupted[process] = interrupted.GetValueOrDefault(process) + 1;
                }
            }
            else
            {
                report.RepeatedOtherwise++;
                report._violations.Add($"{identifier}: {string.Join(", ", byDelivery[identifier].Select(static entry => $"{(entry.IsEnd ? "ended" : "started")} in {entry.Process}"))}");
            }
        }

        // A process handles only so many deliveries when it dies. Others were handled before, and must not be handled again.
        foreach (int count in interrupted.Values.Where(static count => count > Receiver.MaxConcurrency))
        {
            report.RepeatedOtherwise += count - Receiver.MaxConcurrency;
            report.RepeatedAfterDeath -= count - Receiver.MaxConcurrency;
        }

        return report;
    }

    public bool IsFulfilled(double percentile99) => Lost == 0 && RepeatedOtherwise == 0 && percentile99 < MaxMilliseconds;

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"deliveries {_settings.Deliveries}: handled once {HandledOnce}, again after the process died {RepeatedAfterDeath}, again otherwise {RepeatedOtherwise} (0), lost {Lost} (0)");

    /// <summary>The maximum of the 99th percentile of the time until an answer.</summary>
    public const double MaxMilliseconds = 50;
}
