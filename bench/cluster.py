"""What the benchmarks share: a cluster to run on, a Deployment to hit, and what a process has used. No dependencies."""
import json, os, pathlib, subprocess, time

HOME = pathlib.Path(__file__).resolve().parent.parent
NAMESPACE = "lacuna-bench"
TICKS = os.sysconf("SC_CLK_TCK")

VICTIMS = f"""
apiVersion: v1
kind: Namespace
metadata: {{name: {NAMESPACE}}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {{name: web, namespace: {NAMESPACE}}}
spec:
  replicas: 3
  selector: {{matchLabels: {{app: web}}}}
  template:
    metadata: {{labels: {{app: web}}}}
    spec:
      terminationGracePeriodSeconds: 1
      containers:
        - name: web
          image: IMAGE
          command: [/bin/sh, -c, "trap 'exit 0' TERM; while :; do sleep 1 & wait $!; done"]
"""


def add_arguments(parser, needed=True):
    parser.add_argument("--context", required=needed, help="the kubeconfig's context of a cluster that may be disturbed")
    parser.add_argument("--kubeconfig", default=os.environ.get("KUBECONFIG", str(pathlib.Path.home() / ".kube/config")))
    parser.add_argument("--kubectl", default="kubectl", help="the command that is kubectl; may have arguments of its own")
    parser.add_argument("--image", default="registry.k8s.io/e2e-test-images/agnhost:2",
        help="of the pods to be hit; needs /bin/sh and sleep")


class Cluster:
    def __init__(self, arguments):
        self.context, self.kubeconfig, self.image = arguments.context, arguments.kubeconfig, arguments.image
        self.command = arguments.kubectl.split()

    def kubectl(self, *words, text=None, check=True):
        return subprocess.run(self.command + list(words), input=text, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, check=check,
            env=dict(os.environ, KUBECONFIG=self.kubeconfig)).stdout

    def make_victims(self):
        self.kubectl("apply", "-f", "-", text=VICTIMS.replace("IMAGE", self.image))
        self.await_victims()

    def await_victims(self):
        """Until three pods are Ready and none is on its way out: every measurement begins alike."""
        for _ in range(240):
            pods = json.loads(self.kubectl("-n", NAMESPACE, "get", "pods", "-l", "app=web", "-o", "json"))["items"]
            ready = [p for p in pods if any(c["type"] == "Ready" and c["status"] == "True" for c in p["status"].get("conditions", []))]
            if len(pods) == 3 and len(ready) == 3: return
            time.sleep(0.5)
        raise SystemExit(f"the three pods of {NAMESPACE}/web did not become ready within 120 s")

    def remove_victims(self):
        """Waits until they are gone: while a namespace ends, the next benchmark can make nothing in it."""
        self.kubectl("delete", "namespace", NAMESPACE, "--timeout=120s", check=False)

    def lacuna_run(self, scenario, folder):
        return [str(HOME / "lacuna"), "run", str(scenario), "--context", self.context, "--kubeconfig", self.kubeconfig, "--yes", "--output", str(folder)]


def cpu(pid):
    """Seconds of processor time of a process so far, with all its threads and its own children that have ended."""
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(int(field) for field in fields[11:15]) / TICKS


def resident(pid):
    """MiB in memory now."""
    for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"): return int(line.split()[1]) / 1024
    return 0.0


def load():
    return f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
