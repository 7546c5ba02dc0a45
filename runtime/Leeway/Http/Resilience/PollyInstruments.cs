using System.Diagnostics.Metrics;

namespace Leeway.Http.Resilience;

/// <summary>The instruments of Polly, which makes no reference to them public.</summary>
internal sealed class PollyInstruments
{
    /// <summary>The name of Polly's meter and of its category of logs.</summary>
    public const string Name = "Polly";

    private readonly Lock _lock = new();
    private volatile Instrument[] _published = [];

    public static PollyInstruments Current { get; } = Collect();

    /// <summary>Whether a listener receives the measurements of at least one of them.</summary>
    public bool AreEnabled
    {
        get
        {
            foreach (Instrument instrument in _published)
            {
                if (instrument.Enabled)
                {
                    return true;
                }
            }

            return false;
        }
    }

    private static PollyInstruments Collect()
    {
        PollyInstruments instruments = new();

        // It is never disposed of, and enables no instrument.
        MeterListener listener = new() { InstrumentPublished = (instrument, _) => instruments.Add(instrument) };
        listener.Start();
        return instruments;
    }

    private void Add(Instrument instrument)
    {
        if (instrument.Meter.Name == Name)
        {
            lock (_lock)
            {
                _published = [.. _published, instrument];
            }
        }
    }
}
