package ai.aim2balance.metering.environment;

import java.util.Map;
import java.util.Set;

/** The constants of the methods, by their names in the settings of a factor file, where their sources stand. */
final class Constants {
    static final Set<String> NAMES = Set.of(
            "gpu_energy_alpha",
            "gpu_energy_beta",
            "gpu_energy_gamma",
            "latency_alpha",
            "latency_beta",
            "latency_gamma",
            "batch",
            "quantization_bits",
            "memory_overhead",
            "gpu_memory_gb",
            "server_gpus",
            "server_kw",
            "hardware_life_s",
            "node_gpu_kw",
            "node_other_kw",
            "band_low",
            "band_high");

    final double gpuEnergyAlpha;
    final double gpuEnergyBeta;
    final double gpuEnergyGamma;
    final double latencyAlpha;
    final double latencyBeta;
    final double latencyGamma;
    final double batch;
    final double quantizationBits;
    final double memoryOverhead;
    final double gpuMemoryGb;
    final double serverGpus;
    final double serverKw;
    final double hardwareLifeS;
    final double nodeGpuKw;
    final double nodeOtherKw;
    final double bandLow;
    final double bandHigh;
    final Embodied embodied;

    Constants(Map<String, Double> settings, Embodied embodied) {
        gpuEnergyAlpha = get(settings, "gpu_energy_alpha");
        gpuEnergyBeta = get(settings, "gpu_energy_beta");
        gpuEnergyGamma = get(settings, "gpu_energy_gamma");
        latencyAlpha = get(settings, "latency_alpha");
        latencyBeta = get(settings, "latency_beta");
        latencyGamma = get(settings, "latency_gamma");
        batch = get(settings, "batch");
        quantizationBits = get(settings, "quantization_bits");
        memoryOverhead = get(settings, "memory_overhead");
        gpuMemoryGb = get(settings, "gpu_memory_gb");
        serverGpus = get(settings, "server_gpus");
        serverKw = get(settings, "server_kw");
        hardwareLifeS = get(settings, "hardware_life_s");
        nodeGpuKw = get(settings, "node_gpu_kw");
        nodeOtherKw = get(settings, "node_other_kw");
        bandLow = get(settings, "band_low");
        bandHigh = get(settings, "band_high");
        this.embodied = embodied;
    }

    private static double get(Map<String, Double> settings, String name) {
        Double value = settings.get(name);
        if (value == null) {
            throw new IllegalStateException("the jar is damaged: setting " + name + " is missing");
        }
        return value;
    }

    /** CO2e of making one server without its GPUs, and one GPU, kg. */
    record Embodied(double serverKg, double gpuKg, String source) {}
}
