namespace Leeway.Simulation;

/// <summary>The order of events: by time, and random at the same time.</summary>
internal readonly record struct EventOrder(long Due, int Tie, long Sequence) : IComparable<EventOrder>
{
    public int CompareTo(EventOrder other)
    {
        int byDue = Due.CompareTo(other.Due);
        if (byDue != 0)
        {
            return byDue;
        }

        int byTie = Tie.CompareTo(other.Tie);
        return byTie != 0 ? byTie : Sequence.CompareTo(other.Sequence);
    }
}
